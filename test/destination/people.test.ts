import type { JSONObject } from '@segment/actions-core'
import { deliverBatch, interceptClevertap } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { events } from './people-rows'
import { quickSetup, recordOf } from '../../src/destinations/clevertap/userUpload/__tests__/__helpers__/upload'

describe('Quick Setup sends exactly what it should of', () => {
  it.each(events)('%s', async (_name, event, expected, warnings) => {
    const { record, result } = await recordOf(event)
    expect(record).toEqual(expected)
    expect(result).toEqual(warnings.length > 0 ? { status: 'success', warnings } : { status: 'success' })
  })

  it('all of them in one batch, of one person each', async () => {
    // What repeats the identity has to stay with it.
    const others = events.filter(
      ([, event]) => !/"(id|userId|user_id)":/.test(JSON.stringify({ ...event, userId: undefined }))
    )
    const requests = interceptClevertap([{}])
    const results = await deliverBatch(
      others.map(([, event], index) => ({ ...event, userId: `u-${index}` })),
      quickSetup
    )
    const records = others.map(([, , record], index) => ({ ...record, identity: `u-${index}` }))
    expect(requests.map(({ body }) => body)).toEqual([{ d: records }])
    expect(results).toMatchObject(records.map((sent) => ({ status: 200, sent })))
    expect(results.map(({ body }) => (body as JSONObject).warnings ?? [])).toEqual(
      others.map(([, , , warnings]) => warnings)
    )
  })

  it('at least 60 kinds of events', () => {
    expect(events.length).toBeGreaterThanOrEqual(60)
  })
})
