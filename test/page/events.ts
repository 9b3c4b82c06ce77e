/** Events for the tests of the page. */
import { readFileSync } from 'fs'
import type { JsonObject } from '../../src/try/protocol'

export const readEvents = (path: string): JsonObject[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject)

export const identify = (userId: string, traits: object = { plan: 'gold' }) =>
  JSON.stringify({ type: 'identify', userId, traits }, null, 2)

export const order = JSON.stringify({
  type: 'track',
  event: 'Order Completed',
  userId: 'ada-1',
  timestamp: '2024-03-04T05:06:07.000Z',
  properties: { total: '27.5', products: [{ sku: 'G-32', price: 18.99 }], coupon: 'SPRING' }
})
