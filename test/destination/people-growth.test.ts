/** What one event costs and becomes grows with its size, however it is made. Counted: patterns, reads, bytes. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Payload } from '../../src/destinations/clevertap/userUpload/generated-types'
import { buildProfileRecord } from '../../src/destinations/clevertap/userUpload/record'
import { standardAttributes } from '../../src/destinations/clevertap/userUpload/standard-attributes'

const build = (payload: Partial<Payload>) => {
  const options = { convertTimestamps: true, nestedData: 'flatten', recognizeStandardAttributes: true }
  return buildProfileRecord({ identity: 'u-1', ...options, ...payload }, Date.UTC(2026, 0, 1))
}

describe('a long text', () => {
  const { exec } = RegExp.prototype

  afterEach(() => {
    RegExp.prototype.exec = exec
  })

  /** Every use of a pattern passes `exec`, that of the phone library too. */
  function patternsThatSee(payload: Partial<Payload>): { source: string; characters: number }[] {
    const seen: { source: string; characters: number }[] = []
    RegExp.prototype.exec = function (text: string) {
      seen.push({ source: this.source, characters: text.length })
      return exec.call(this, text)
    }
    build(payload)
    RegExp.prototype.exec = exec
    return seen
  }

  const length = 4000
  const texts = [
    'a',
    ' ',
    '1',
    '@',
    '.',
    '+1 5',
    '(0)',
    'a.',
    'http://',
    'A/',
    '2024-05-01',
    '\n',
    '\u202a',
    '\ufdfa'
  ].map((part) => part.repeat(length / part.length))
  const beginnings = ['', '+', '$D_', 'https://', 'GMT+', '2024-05-01T00:00:00.', 'a@']
  const places: { name: string; toPayload: (text: string) => Partial<Payload> }[] = [
    ...standardAttributes.map(({ name }) => ({
      name,
      toPayload: (text: string) => ({ standardAttributes: { [name]: text }, phoneCountry: 'IN' })
    })),
    { name: 'custom attributes', toPayload: (text) => ({ profileData: { a: text, list: [text], o: { b: text } } }) },
    { name: 'names of attributes', toPayload: (text) => ({ profileData: { [text]: { [text]: { a: text } } } }) },
    { name: 'ids', toPayload: (text) => ({ profileData: { id: text, Identity: text } }) },
    { name: 'Created At', toPayload: (text) => ({ ts: text }) },
    { name: 'Identity', toPayload: (text) => ({ identity: text }) },
    { name: 'Country of Phone Numbers', toPayload: (text) => ({ phoneCountry: text }) }
  ]

  it.each(places)(
    'in $name meets only patterns that repeat nothing without a bound, and each of them a few times',
    ({ toPayload }) => {
      for (const beginning of beginnings) {
        for (const text of texts) {
          const seen = patternsThatSee(toPayload(`${beginning}${text}`)).filter(({ characters }) => characters > 1100)
          const unbounded = seen.filter(({ source }) => /[*+]|\{\d+,\}/.test(source.replace(/\\.|\[[^\]]*\]/g, '.')))
          expect(unbounded.map(({ source }) => source)).toEqual([])
          expect(seen.length).toBeLessThan(25)
        }
      }
    }
  )
})

/** Counts how often anything in a value is read: the keys and values of its objects and lists, at any depth. */
function counted<Value extends JSONValue | undefined>(value: Value, count: () => void): Value {
  if (typeof value !== 'object' || value === null) {
    return value
  }
  return new Proxy(value as JSONObject, {
    get: (target, key) => {
      count()
      return counted(Reflect.get(target, key) as JSONValue, count)
    }
  }) as Value
}

function readsOf({ profileData, standardAttributes: mapped, ...others }: Partial<Payload>): number {
  let reads = 0
  const count = () => {
    reads += 1
  }
  build({
    ...others,
    profileData: counted(profileData as JSONObject, count),
    standardAttributes: counted(mapped as JSONObject, count)
  })
  return reads
}

const numbersTo = (n: number) => Array.from({ length: n }, (_value, index) => index)

/** The traits a0, a1 and so on. */
const traitsOf = (n: number, value: JSONValue): JSONObject =>
  Object.fromEntries(numbersTo(n).map((index) => [`a${index}`, value]))

/** Every spelling of a trait in capitals and small letters is a trait of its own. */
function spellingsOf(trait: string, count: number): JSONObject {
  const spell = (index: number) =>
    [...trait].map((letter, position) => ((index >> position) % 2 === 1 ? letter.toUpperCase() : letter)).join('')
  return Object.fromEntries(numbersTo(count).map((index) => [spell(index), index]))
}

const nested = (levels: number, leaf: JSONValue): JSONValue =>
  levels === 0 ? leaf : { a: nested(levels - 1, leaf), b: nested(levels - 1, leaf) }

describe('an event of many parts is read in proportion to its', () => {
  it.each<[string, (n: number) => Partial<Payload>]>([
    [
      'spellings of one trait beside a long list',
      (n) => ({ standardAttributes: { 'Customer Type': numbersTo(n) }, profileData: spellingsOf('customertype', n) })
    ],
    [
      'the same, not recognized',
      (n) => ({
        recognizeStandardAttributes: undefined,
        standardAttributes: { 'Customer Type': numbersTo(n) },
        profileData: spellingsOf('customertype', n)
      })
    ],
    [
      'the same, sent unchecked',
      (n) => ({
        invalidAttributes: 'send',
        standardAttributes: { 'Customer Type': numbersTo(n) },
        profileData: spellingsOf('customertype', n)
      })
    ],
    [
      'traits beside three names',
      (n) => ({
        standardAttributes: { 'First Name': 'Ada', 'Last Name': 'King', Name: 'Ada Byron' },
        profileData: traitsOf(n, 1)
      })
    ],
    [
      'nested attributes that are there already',
      (n) => ({
        profileData: { a: traitsOf(n, 1), ...Object.fromEntries(numbersTo(n).map((index) => [`a_a${index}`, 2])) }
      })
    ],
    ['attributes that are mapped too', (n) => ({ standardAttributes: traitsOf(n, 1), profileData: traitsOf(n, 2) })],
    ['values under one long name', (n) => ({ profileData: { ['k'.repeat(10 * n)]: traitsOf(n, 1) } })],
    ['objects in objects', (n) => ({ profileData: { a: nested(Math.log2(n), null), b: nested(Math.log2(n), 1) } })],
    ['items of a list', (n) => ({ profileData: { list: numbersTo(n) }, nestedData: 'flattenKeepLists' })]
  ])('%s', (_name, toPayload) => {
    const [once, twice] = [512, 1024].map((n) => readsOf(toPayload(n)))
    expect(once).toBeGreaterThan(512)
    expect(twice / once).toBeLessThan(2.1)
  })
})

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

describe('what an event becomes is bounded by what it was', () => {
  const odd = (n: number, name: (index: number) => string, value: JSONValue = 1): JSONObject =>
    Object.fromEntries(numbersTo(n).map((index) => [name(index), value]))
  const short = odd(3000, (index) => index.toString(36))
  const unprintable = String.fromCharCode(1)

  it.each<[string, JSONObject]>([
    ['short names under a long one', { ['k'.repeat(117)]: short }],
    [
      'short names under one that takes more bytes as JSON',
      { [unprintable.repeat(117)]: short, ['"'.repeat(117)]: short, ['\ud800'.repeat(117)]: short }
    ],
    ['names that are too long', odd(500, (index) => `${index}${'k'.repeat(200)}`)],
    ['names that CleverTap may refuse', odd(125_000, (index) => `$${index}`)],
    ['names that no screen shows', odd(3000, (index) => `${unprintable.repeat(200)}${index}`)],
    ['numbers that JSON cannot hold', odd(3000, (index) => `a${index}`, Infinity)],
    ['long values', odd(50, (index) => `a${index}`, 'x'.repeat(600))],
    ['lists of quotes', odd(50, (index) => `a${index}`, ['"\\'.repeat(600)])],
    ['null that deletes', { ['k'.repeat(117)]: odd(3000, (index) => index.toString(36), null) }]
  ])('%s', (_name, traits) => {
    const built = build({ profileData: traits, nullAttributes: 'delete' })
    const { record, warnings } = built.fate === 'valid' ? built : { record: undefined, warnings: [] }
    expect(bytesOf(record)).toBeLessThan(30 * bytesOf(traits))
    expect(bytesOf(warnings.map(({ text }) => text))).toBeLessThan(12_000)
    expect(warnings.length).toBeLessThanOrEqual(20)
  })
})
