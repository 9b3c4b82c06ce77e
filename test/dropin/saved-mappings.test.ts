import type { SegmentEvent } from '@segment/actions-core'
import {
  deliverSingle,
  interceptClevertap,
  savedMapping
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { savedRows } from './saved-mappings'

const subscription = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: savedMapping }

it.each(savedRows)('a mapping of before: $what', async ({ userId = 'u-1', timestamp, properties, now, warnings }) => {
  const requests = interceptClevertap([{}])
  const event = { type: 'identify', userId, timestamp, properties: JSON.parse(properties) } as SegmentEvent
  const delivery = deliverSingle(event, { name: 'Saved', ...subscription })
  if (typeof now === 'string') {
    await expect(delivery).rejects.toThrow(now)
    expect(requests).toEqual([])
  } else {
    expect(await delivery).toEqual({ status: 'success', ...(warnings && { warnings }) })
    const record = { type: 'profile', source: 'Segment', identity: userId, ...now }
    expect(requests.map(({ body }) => body)).toEqual([{ d: [record] }])
  }
})
