/** `POST /api/run` against `deliver`, over the bundled and many generated events. */
import { isDeepStrictEqual } from 'util'
import { bundledEvents } from '../../src/deliver/files/source'
import { tokenHeader } from '../../src/try/protocol'
import type { Case, Explanation } from '../../src/try/protocol'
import { readEvents } from './events'
import type { Finding } from './matrix'
import { applyFixes, askDeliver, askPage, generateEvents, subscriptions } from './truth'

/** Asks as a script does. */
const askRun = (url: string) => async (input: Case) => {
  const { origin, hash } = new URL(url)
  const headers = { [tokenHeader]: hash.slice(1), 'content-type': 'application/json' }
  const response = await fetch(`${origin}/api/run`, { method: 'POST', headers, body: JSON.stringify(input) })
  return (await response.json()) as Explanation
}

/** Compares the events as they are, and after every remedy that the page proposes for them. */
export async function compare(url: string): Promise<Finding[]> {
  const explain = askRun(url)
  const events = [...readEvents(bundledEvents), ...generateEvents(500, 13)]
  const mended = await applyFixes(explain, events)
  const findings: Finding[] = []
  for (const [what, given, mappings] of [
    ['as they are', events, subscriptions],
    ['after every remedy', mended.event, mended.subscriptions]
  ] as const) {
    const [page, deliver] = await Promise.all([askPage(explain, given, 1, mappings), askDeliver(given, mappings)])
    const keys = Object.keys(deliver) as (keyof typeof deliver)[]
    findings.push({
      what: `${given.length} events ${what}, ${deliver.requests.length} requests: differences from deliver`,
      found: keys.filter((key) => !isDeepStrictEqual(page.account[key], deliver[key]))
    })
    findings.push({
      what: 'attributes of them without an explanation',
      found: page.unexplained.map(({ attribute }) => attribute)
    })
  }
  return findings
}
