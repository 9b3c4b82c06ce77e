/** The page says what `deliver` does, down to the bytes of the requests; `npm run trial:page` asks about more events. */
import { bundledEvents } from '../../src/deliver/files/source'
import { startEngine } from '../../src/try/engine/explain'
import type { Engine } from '../../src/try/engine/explain'
import { readEvents } from './events'
import { askDeliver, askPage, generateEvents } from './truth'

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
