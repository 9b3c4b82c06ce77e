/** The page says what `deliver` does, down to the bytes of the requests; `npm run trial:page` asks about more events. */
import { bundledEvents } from '../../src/deliver/files/source'
import { startEngine } from '../../src/try/engine/explain'
import type { Engine } from '../../src/try/engine/explain'
import { readEvents } from './events'
import { applyFixes, askDeliver, askPage, generateEvents, subscriptions } from './truth'

jest.setTimeout(60_000)

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())

it.each([
  ['the bundled events, one at a time', readEvents(bundledEvents), 1],
  ['the bundled events together', readEvents(bundledEvents), 50],
  ['generated events', generateEvents(60, 1), 1]
])('of %s', async (_name, events, atOnce) => {
  const [page, deliver] = await Promise.all([askPage(engine, events, atOnce), askDeliver(events)])
  expect(page.account).toEqual(deliver)
  expect(page.unexplained).toEqual([])
})

it('of the bundled and generated events after every remedy that it proposes', async () => {
  const typeless = { userId: 'ada-1', traits: { plan: 'gold' } }
  const given = [...readEvents(bundledEvents), ...generateEvents(30, 2), typeless]
  const { event, subscriptions: mended } = await applyFixes(engine, given)
  expect(mended).not.toEqual(subscriptions)
  expect(event).not.toEqual(given)
  const [page, deliver] = await Promise.all([askPage(engine, event, 1, mended), askDeliver(event, mended)])
  expect(page.account).toEqual(deliver)
})
