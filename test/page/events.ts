/** Events for the tests of the page. */
import { readFileSync } from 'fs'
import { bundledEvents } from '../../src/deliver/files/source'
import type { JsonObject } from '../../src/try/protocol'

export const readEvents = (path: string): JsonObject[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject)

export const identify = (userId: string, traits: object = { plan: 'gold' }) =>
  JSON.stringify({ type: 'identify', userId, traits }, null, 2)

/** The bundled event whose phone number has no country code. */
export const sample = readEvents(bundledEvents)[3]

export const order = {
  type: 'track',
  event: 'Order Completed',
  userId: 'ada-1',
  timestamp: '2024-03-04T05:06:07.000Z',
  properties: { total: '27.5', products: [{ sku: 'G-32', price: 18.99 }], coupon: 'SPRING' }
}

export const deletion = { type: 'track', event: 'Delete User', userId: 'jun-4' }

/** A deletion but for one letter. */
export const nearMiss = { ...deletion, event: 'Delete user' }
