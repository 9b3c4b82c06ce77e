import {
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  subscriptionTo
} from '../../__tests__/__helpers__/clevertap'
import { profileOf, quickSetup, recordOf, warningsOf } from './__helpers__/upload'

describe('the record', () => {
  it('has none of the fields that only steer it', async () => {
    const { record } = await recordOf(identify('u-1', { plan: 'gold' }))
    expect(Object.keys(record)).toEqual(['type', 'source', 'identity', 'ts', 'profileData'])
  })
})

describe('Invalid Attributes', () => {
  const traits = { email: 'nobody', phone: '4155550100', gender: 'x', plan: 'gold' }

  it('drop: sends the rest and warns of each', async () => {
    expect(await profileOf(traits)).toEqual({ plan: 'gold' })
    expect(await warningsOf(traits)).toEqual([
      'Email was left out: it must be an email address, such as ada@example.com.',
      'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.',
      'Gender was left out: it must be M, male, F or female.'
    ])
  })

  it('drop: warns in a batch too', async () => {
    interceptClevertap([{}])
    const [good, salvaged] = await deliverBatch(
      [identify('u-1', { plan: 'gold' }), identify('u-2', traits)],
      quickSetup
    )
    expect(good).toMatchObject({ status: 200, body: { status: 'success' } })
    expect(good).not.toHaveProperty('body.warnings')
    expect(salvaged).toMatchObject({ status: 200, body: { warnings: { length: 3 } } })
  })

  it('drop: is what a saved mapping without the field does', async () => {
    expect(await profileOf(traits, { invalidAttributes: undefined })).toEqual({ plan: 'gold' })
  })

  it('reject: refuses the event with every reason and sends nothing', async () => {
    const requests = interceptClevertap([{}])
    const reject = subscriptionTo('userUpload', { invalidAttributes: 'reject' })
    await expect(deliverSingle(identify('u-1', traits), reject)).rejects.toMatchObject({
      status: 400,
      code: 'PAYLOAD_VALIDATION_FAILED',
      message: expect.stringMatching(/Email is not valid.*Phone is not valid.*Gender is not valid/)
    })
    expect(requests).toEqual([])
  })

  it('reject: leaves the other events of a batch alone', async () => {
    interceptClevertap([{}])
    const reject = subscriptionTo('userUpload', { invalidAttributes: 'reject' })
    expect(await deliverBatch([identify('u-1', traits), identify('u-2', {})], reject)).toMatchObject([
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' },
      { status: 200 }
    ])
  })

  it('send: sends them unchecked, and still converts what it can', async () => {
    const send = { invalidAttributes: 'send' }
    expect(await profileOf({ ...traits, married: 'yes' }, send)).toEqual({
      Email: 'nobody',
      Phone: '4155550100',
      Gender: 'x',
      Married: 'Y',
      plan: 'gold'
    })
  })

  it.each(['drop', 'reject', 'send'])('%s: names no value', async (invalidAttributes) => {
    interceptClevertap([{}, {}])
    const secretive = {
      email: 'value-one',
      phone: 'value-two',
      birthday: 'value-three',
      'ke"y': 'value-four'.repeat(60)
    }
    const subscription = subscriptionTo('userUpload', { invalidAttributes })
    const result = await deliverSingle(identify('u-1', secretive), subscription).catch((error: Error) => error.message)
    expect(JSON.stringify(result)).not.toContain('value-')
  })
})

describe('Created At', () => {
  const tsOf = async (timestamp: string, changes: { [key: string]: unknown } = {}) => {
    const event = { ...identify('u-1', {}), timestamp }
    return recordOf(event, subscriptionTo('userUpload', changes))
  }

  it.each([
    ['2006-01-02T18:04:07.999Z', 1136225047],
    ['2006-01-02', 1136160000],
    ['1136225047', 1136225047],
    [' 1136225047 ', 1136225047],
    ['1136225047.5', 1136225047],
    ['1136225047999', 1136225047],
    ['2006-01-02 18:04:07', 1136225047],
    ['2006-01-02 18:04:07.999 UTC', 1136225047],
    ['2006-01-02 18:04:07+05', 1136207047]
  ])('%j is sent in epoch seconds', async (timestamp, ts) => {
    expect((await tsOf(timestamp)).record.ts).toBe(ts)
    expect((await tsOf(timestamp, { convertTimestamps: false })).record.ts).toBe(ts)
    expect((await tsOf(timestamp, { timestampFormat: 'date' })).record.ts).toBe(ts)
  })

  it.each(['yesterday', '0', '-5', '1969-12-31', '1970-01-01T00:00:00Z', '2021-02-30', '1136225047.'])(
    '%j is left out, with a warning',
    async (timestamp) => {
      const { record, result } = await tsOf(timestamp)
      expect(record).not.toHaveProperty('ts')
      expect(result).toMatchObject({ warnings: [expect.stringContaining('Created At was left out')] })
    }
  )

  it('that is no time refuses the event on request', () =>
    expect(tsOf('yesterday', { invalidAttributes: 'reject' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('Created At is not valid')
    }))

  it('that is no time is sent as it came on request', async () => {
    expect((await tsOf('yesterday', { invalidAttributes: 'send' })).record.ts).toBe('yesterday')
  })

  it('is left out when it is blank or not mapped', async () => {
    expect((await tsOf(' ')).record).not.toHaveProperty('ts')
    expect((await tsOf('2006-01-02', { ts: undefined })).record).not.toHaveProperty('ts')
  })
})
