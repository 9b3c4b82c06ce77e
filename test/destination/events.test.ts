import type { JSONObject } from '@segment/actions-core'
import { deliverBatch, interceptClevertap } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { eventSubscription, makes, ts } from '../../src/destinations/clevertap/eventUpload/__tests__/__helpers__/makes'
import { rows } from './event-rows'

describe('an event', () => {
  it.each(rows)('%s', async (_name, event, evtName, evtData, warnings) => {
    const made = await makes(event)
    expect(made).toEqual({ record: { ts, evtName, evtData }, warnings })
  })

  it('is in a batch what it is alone', async () => {
    const requests = interceptClevertap([{}])
    const nodes = await deliverBatch(
      rows.map(([, event]) => event),
      eventSubscription()
    )
    const { d } = requests[0].body as { d: JSONObject[] }
    expect(d).toEqual(
      rows.map(([, , evtName, evtData]) => ({
        type: 'event',
        source: 'Segment',
        identity: 'u-1',
        ts,
        evtName,
        evtData
      }))
    )
    expect(nodes.map(({ status }) => status)).toEqual(rows.map(() => 200))
  })
})
