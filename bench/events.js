/** The input of every measurement: the same events for all who take part. */
const timestamp = '2026-11-23T10:20:30.456Z'

/** An identify event with twelve traits: eight that standard attributes are made of, two dates, one nested object. */
const identify = (number) => ({
  type: 'identify',
  messageId: `identify-${number}`,
  userId: `user-${number}`,
  timestamp,
  traits: {
    firstName: 'Ada',
    lastName: `Lovelace ${number}`,
    email: `ada.lovelace.${number}@example.com`,
    phone: `+1415555${String(number % 10000).padStart(4, '0')}`,
    birthday: '1990-05-17',
    gender: 'female',
    age: 18 + (number % 60),
    avatar: `https://example.com/avatars/${number}.png`,
    plan: 'gold',
    createdAt: '2021-03-04T05:06:07.890Z',
    logins: number % 1000,
    address: { city: 'London', country: 'United Kingdom', postalCode: 'SW1Y 4LE' }
  }
})

/** An identify event with a given number of short custom attributes, every tenth of them a date. */
const identifyWith = (attributes) => (number) => ({
  ...identify(number),
  traits: Object.fromEntries(
    Array.from({ length: attributes }, (_, index) => [
      `attribute ${index}`,
      index % 10 === 9 ? '2021-03-04T05:06:07.890Z' : `value ${index} of ${number}`
    ])
  )
})

const deleteUser = (number) => ({
  type: 'track',
  event: 'Delete User',
  messageId: `delete-${number}`,
  userId: `user-${number}`,
  timestamp,
  properties: {}
})

/** What customers saved for the destination that was there before: three fields. */
const oldMapping = {
  identity: { '@path': '$.userId' },
  ts: { '@path': '$.timestamp' },
  profileData: { '@path': '$.traits' }
}

const batchOf = (makeEvent, size, start = 0) => Array.from({ length: size }, (_, index) => makeEvent(start + index))

module.exports = { identify, identifyWith, deleteUser, oldMapping, batchOf }
