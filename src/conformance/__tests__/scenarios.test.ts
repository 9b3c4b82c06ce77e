/** The list of claims: that it is whole, and that each keeps within its level. */
import { codePolicies, statusPolicies } from '../../destinations/clevertap/delivery/policy'
import { uploadUrl } from '../../destinations/clevertap/endpoints'
import { questions } from '../questions'
import type { AskedScenario, Call } from '../scenario'
import { scenarios } from '../scenarios'
import { findTraces } from '../traces'

const endpoint = 'http://localhost'
const asked = scenarios.filter((scenario): scenario is AskedScenario => 'level' in scenario)
const callsOf = (scenario: AskedScenario): Call[] =>
  scenario.calls({ endpoint, nowSeconds: 1_700_000_000, person: (number = 1) => `p-${number}` })
const ids = scenarios.map(({ id }) => id)

it('has an id for each claim, and every claim names its source', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(scenarios.filter(({ claim, source }) => claim === '' || source === '')).toEqual([])
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
})

it('says what is believed of each claim', () => {
  const silent = scenarios.filter(
    (scenario) =>
      !scenario.believed && !('level' in scenario && callsOf(scenario).some(({ expects }) => expects !== undefined))
  )
  expect(silent).toEqual([])
})

it.each(Object.keys(questions).map(Number))('has the open question %i', (question) => {
  const prefix = `q${String(question).padStart(2, '0')}-`
  const found = scenarios.filter((scenario) => scenario.question === question)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(({ id }) => !id.startsWith(prefix))).toEqual([])
})

it('knows 22 open questions, and no claim belongs to another', () => {
  expect(Object.keys(questions)).toHaveLength(22)
  expect(scenarios.filter(({ id, question }) => (question === undefined) === /^q\d/.test(id))).toEqual([])
})

it('expects nothing where a question is open, and something everywhere else', () => {
  const expecting = (scenario: AskedScenario) => callsOf(scenario).some(({ expects }) => expects !== undefined)
  expect(asked.filter((scenario) => expecting(scenario) === (scenario.question !== undefined))).toEqual([])
})

it('has every code of the policy table', () => {
  const codes = codePolicies.flatMap(({ numbers: [first] }) => first)
  expect(codes.filter((code) => !ids.includes(`code-${code}`))).toEqual([])
})

it('has every status of the policy table', () => {
  const covering: Record<string, string> = {
    '300': 'status-3xx',
    '400': 'status-400',
    '401': 'credentials-none',
    '403': 'q07-403',
    '404': 'status-404',
    '408': 'status-408-423',
    '423': 'status-408-423',
    '429': 'status-429',
    '400-499': 'status-409',
    '500': 'status-5xx'
  }
  const names = statusPolicies.map(({ numbers: [first, last] }) => (first === 400 && last ? '400-499' : String(first)))
  expect(names.filter((name) => !ids.includes(covering[name]))).toEqual([])
})

it('posts nothing where it only reads, and nothing but uploads where nothing is kept', () => {
  const posting = asked.filter((scenario) => callsOf(scenario).some(({ method }) => method === 'POST'))
  expect(posting.filter(({ level }) => level === 'read')).toEqual([])
  const others = posting.filter((scenario) =>
    callsOf(scenario).some(({ method, url }) => method === 'POST' && url !== uploadUrl(endpoint))
  )
  expect(others.filter(({ level }) => level === 'dryRun')).toEqual([])
})

it('gives nobody whom it stores an address or a number by which somebody else may be known', () => {
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

it('tells what stays in the account', () => {
  expect(findTraces(scenarios)).toEqual({
    people: 24,
    events: 3,
    eventNames: ['Conform Test'],
    attributes: [
      'conform_text',
      'conform_number',
      'conform_flag',
      'conform_date',
      'conform_list',
      'conform_plain',
      'conform_nested'
    ]
  })
})
