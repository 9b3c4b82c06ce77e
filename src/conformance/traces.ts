/** What the scenarios of the level `write` leave behind in an account. Pure. */
import { isObject } from '../destinations/clevertap/values/json'
import type { AskedScenario, Cast, Scenario } from './scenario'

/** `people` are deleted; events cannot be, and the names of events and attributes stay known to the account. */
export type Traces = { people: number; events: number; eventNames: string[]; attributes: string[] }

const cast: Cast = { endpoint: 'https://nobody.invalid', nowSeconds: 1, person: (number = 1) => `conform-${number}` }

export function findTraces(scenarios: readonly Scenario[]): Traces {
  const written = scenarios.filter(
    (scenario): scenario is AskedScenario => 'level' in scenario && scenario.level === 'write'
  )
  const perScenario = written.map((scenario) =>
    scenario
      .calls(cast)
      .flatMap(({ body, isDryRun }) =>
        isObject(body) && Array.isArray(body.d) && !isDryRun ? body.d.filter(isObject) : []
      )
  )
  const records = perScenario.reduce((all, some) => all.concat(some), [])
  const named = records.flatMap(({ evtName }) => (typeof evtName === 'string' ? [evtName] : []))
  const attributes = records.flatMap(({ profileData }) => (isObject(profileData) ? Object.keys(profileData) : []))
  const distinct = (names: string[]) => Array.from(new Set(names))
  const people = perScenario.map((some) => distinct(some.map(({ identity }) => String(identity))).length)
  return {
    people: people.reduce((total, count) => total + count, 0),
    events: named.length,
    eventNames: distinct(named),
    attributes: distinct(attributes.filter((name) => name.startsWith('conform_')))
  }
}
