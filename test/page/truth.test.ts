/** The page says what `deliver` does, down to the bytes of the requests; `npm run trial:page` asks about more events. */
import { bundledEvents } from '../../src/deliver/files/source'
import { startEngine } from '../../src/try/engine/explain'
import type { Engine } from '../../src/try/engine/explain'
import { readEvents } from './events'
import { applyFixes, askDeliver, askPage, subscriptions } from './truth'

jest.setTimeout(60_000)

const events = readEvents(bundledEvents)
let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())

it('of the bundled events, one at a time and together', async () => {
  const deliver = await askDeliver(events)
  for (const atOnce of [1, 50]) {
    const page = await askPage(engine.explain, events, atOnce)
    expect(page.account).toEqual(deliver)
    expect(page.unexplained).toEqual([])
  }
})

it('of them and an event without a type, after every remedy that it proposes', async () => {
  const given = [...events, { userId: 'ada-1', traits: { plan: 'gold' } }]
  const { event, subscriptions: mended } = await applyFixes(engine.explain, given)
  expect(mended).not.toEqual(subscriptions)
  expect(event).not.toEqual(given)
  const [page, deliver] = await Promise.all([askPage(engine.explain, event, 1, mended), askDeliver(event, mended)])
  expect(page.account).toEqual(deliver)
})
