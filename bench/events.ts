/** The input of every measurement: the same events for all who take part. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'

type MakeEvent = (number: number) => SegmentEvent

const timestamp = '2026-11-23T10:20:30.456Z'

/** An identify event with twelve traits: eight that standard attributes are made of, two dates, one nested object. */
const identify = (number: number) => ({
  type: 'identify' as const,
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

const deleteUser: MakeEvent = (number) => ({
  type: 'track',
  event: 'Delete User',
  messageId: `delete-${number}`,
  userId: `user-${number}`,
  timestamp,
  properties: {}
})

/** Events by the key of the action that takes them: what the incumbent takes too. */
const makers = { userUpload: identify, userDelete: deleteUser }

export type Action = keyof typeof makers

export const makeEvents = (action: Action, count: number): SegmentEvent[] =>
  Array.from({ length: count }, (_, index) => makers[action](index))

/** The order in which a file has its events: each of another person, 100 of each person in a row, or all of one person. */
export type Order = 'shuffled' | 'sorted' | 'one person'

/** Identify events of as many people as the order has; both files of 100 events for each person hold the same events. */
export function makeFile(order: Order, count: number): SegmentEvent[] {
  const people = order === 'one person' ? 1 : count / 100
  const personOf = (index: number) => (order === 'sorted' ? Math.floor(index / 100) : index % people)
  return makeEvents('userUpload', count).map((event, index) => ({ ...event, userId: `user-${personOf(index)}` }))
}

/** What customers saved for the destination that was there before: three fields. */
export const oldMapping: JSONObject = {
  identity: { '@path': '$.userId' },
  ts: { '@path': '$.timestamp' },
  profileData: { '@path': '$.traits' }
}
