/** The list of claims: that it is whole, and that each keeps within its level. */
import { uploadUrl } from '../../destinations/clevertap/endpoints'
import type { AskedScenario, Call } from '../scenario'
import { scenarios } from '../scenarios'

const endpoint = 'http://localhost'
const asked = scenarios.filter((scenario): scenario is AskedScenario => 'level' in scenario)
const callsOf = (scenario: AskedScenario): Call[] =>
  scenario.calls({ endpoint, nowSeconds: 1_700_000_000, person: (number = 1) => `p-${number}` })
const ids = scenarios.map(({ id }) => id)

it('has an id of its own for each claim', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
})

it('has each open question once, and expects nothing of it; of everything else it does', () => {
  const open = scenarios.filter(({ confidence }) => confidence === 'unknown')
  // 19 is settled: an event creates the profile of its person.
  const numbers = Array.from({ length: 25 }, (_, index) => index + 1).filter((number) => number !== 19)
  expect(open.map(({ id }) => id).sort()).toEqual(numbers.map((number) => `q${String(number).padStart(2, '0')}`))
  expect(scenarios.filter(({ id, confidence }) => /^q\d/.test(id) !== (confidence === 'unknown'))).toEqual([])
  const expecting = (scenario: AskedScenario) => callsOf(scenario).some(({ expects }) => expects !== undefined)
  expect(asked.filter((scenario) => expecting(scenario) === (scenario.confidence === 'unknown'))).toEqual([])
  expect(open.filter(({ believed = '' }) => believed === '')).toEqual([])
})

it('leaves unasked only what takes load or goes beyond the limits', () => {
  expect(scenarios.flatMap((scenario) => ('notAsked' in scenario ? [scenario.id] : []))).toEqual(['q02', 'q07', 'q17'])
})

it('posts nothing where it only reads, and nothing but uploads where nothing is kept', () => {
  const posting = asked.filter((scenario) => callsOf(scenario).some(({ method }) => method === 'POST'))
  expect(posting.filter(({ level }) => level === 'read')).toEqual([])
  const others = posting.filter((scenario) =>
    callsOf(scenario).some(({ method, url }) => method === 'POST' && url !== uploadUrl(endpoint))
  )
  expect(others.filter(({ level }) => level === 'dryRun')).toEqual([])
})

it('gives no profile that it stores an address or a number by which another person may be known', () => {
  const texts = asked.filter(({ level }) => level === 'write').map((scenario) => JSON.stringify(callsOf(scenario)))
  const contacts = texts.flatMap((text) => text.match(/"(?:Email|Phone)":"[^"]*"/g) ?? [])
  expect(new Set(contacts)).toEqual(new Set(['"Phone":"223"', '"Email":"1234"']))
})

it('sends the credentials to no other host, but for the one claim that is about that', () => {
  const foreign = asked.filter((scenario) =>
    callsOf(scenario).some(({ url, credentials }) => !url.startsWith(`${endpoint}/`) && credentials === undefined)
  )
  expect(foreign.map(({ id }) => id)).toEqual(['region-wrong'])
})

it('leaves in an account no other names than its own', () => {
  const written = JSON.stringify(asked.filter(({ level }) => level === 'write').map(callsOf))
  const events = new Set(written.match(/"evtName":"[^"]*"/g))
  expect(events).toEqual(new Set(['"evtName":"Conform Test"']))
  const names = written.match(/"[^"]+":/g) ?? []
  const attributes = names.filter((name) => /^"[a-z]+[_.]/.test(name) && !/^"conform/.test(name))
  expect(attributes).toEqual([])
})
