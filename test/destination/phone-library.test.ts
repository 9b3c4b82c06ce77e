const parse = jest.fn((_text: string, _country?: string) => {
  throw new Error('no number')
})

/** The library is made when the destination is loaded. */
jest.doMock('google-libphonenumber', () => ({
  PhoneNumberUtil: {
    getInstance: () => ({
      getSupportedRegions: () => ['IN'],
      parse
    })
  }
}))

const phonesOf = async (phones: string[], changes = {}) => {
  const { deliverBatch, identify, interceptClevertap, subscriptionTo } = await import(
    '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
  )
  const requests = interceptClevertap([{}])
  const events = phones.map((phone, index) => identify(`u-${index}`, { phone }))
  await deliverBatch(events, subscriptionTo('userUpload', changes))
  const { d } = requests[0].body as { d: { profileData: { Phone?: string } }[] }
  return d.map(({ profileData }) => profileData.Phone)
}

it.each([{}, { phoneCountry: 'IN' }, { phoneCountry: 'nowhere' }])(
  'sends E.164 as it is and asks no library, with %j',
  async (changes) => {
    const phones = ['+14155550100', '+1234567', '+123456789012345', '+919812345678', ' +4402079460958\n']
    expect(await phonesOf(phones, changes)).toEqual([
      '+14155550100',
      '+1234567',
      '+123456789012345',
      '+919812345678',
      '+4402079460958'
    ])
    expect(parse).not.toHaveBeenCalled()
  }
)

it('asks the library of every other number that names its country', async () => {
  await phonesOf(['+91 98123 45678'])
  expect(parse).toHaveBeenCalledWith('+91 98123 45678', undefined)
})
