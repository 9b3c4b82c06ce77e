import type { JSONObject } from '@segment/actions-core'
import type { Payload } from '../generated-types'
import { buildProfileRecord } from '../record'
import { standardAttributes } from '../standard-attributes'

/** Twice the text is four times the work where it grows quadratically, and twice where it grows in proportion. */
const maxRatio = 3.2

/** What takes less time counts as this much: below it, a ratio says more of the machine than of the code. */
const floorMilliseconds = 5

/** Enough for quadratic growth to take many times that. */
const characters = 6000

/** Of the processor, not of the clock: a busy machine must not look like slow code. */
function millisecondsOf(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** How much longer the work for 2n takes than for n: the best of five rounds of each, and of more while it looks slow. */
function growthOf(makeWork: (n: number) => () => void, n: number): number {
  const [work, doubleWork] = [makeWork(n), makeWork(2 * n)]
  let [best, bestDouble] = [Infinity, Infinity]
  for (let round = 0; round < 5 || (round < 8 && bestDouble / best >= maxRatio); round++) {
    best = Math.max(floorMilliseconds, Math.min(best, millisecondsOf(work)))
    bestDouble = Math.max(floorMilliseconds, Math.min(bestDouble, millisecondsOf(doubleWork)))
  }
  return bestDouble / best
}

const build = (payload: Partial<Payload>) => () => {
  buildProfileRecord({ identity: 'u-1', convertTimestamps: true, nestedData: 'flatten', ...payload }, 0)
}

/** Texts of about n characters that begin as a pattern wants and end as it does not. */
const texts: { name: string; make: (n: number) => string }[] = [
  { name: 'letters', make: (n) => 'a'.repeat(n) },
  { name: 'digits', make: (n) => '1'.repeat(n) },
  { name: 'spaces between letters', make: (n) => `a${' '.repeat(n)}a` },
  { name: 'line ends before a letter', make: (n) => `${'\n'.repeat(n)}a` },
  { name: 'a web address with a space near its end', make: (n) => `https://${'a'.repeat(n)} a` },
  { name: 'a web address of slashes', make: (n) => `https://a${'/'.repeat(n)} a` },
  { name: 'http:// again and again', make: (n) => 'http://'.repeat(n / 7) },
  { name: 'a long local part', make: (n) => `${'a'.repeat(n)}@example.com` },
  { name: 'a local part of dots', make: (n) => `${'a.'.repeat(n / 2)}@example.com` },
  { name: 'a domain of labels', make: (n) => `a@${'a.'.repeat(n / 2)}!` },
  { name: 'a domain of hyphens', make: (n) => `a@a${'-'.repeat(n)}` },
  { name: 'at signs', make: (n) => '@'.repeat(n) },
  { name: 'a date with a long fraction', make: (n) => `2024-05-01T00:00:00.${'0'.repeat(n)}Z` },
  { name: 'a date with a long zone', make: (n) => `2024-05-01T00:00:00+${'0'.repeat(n)}` },
  { name: 'dates in a row', make: (n) => '2024-05-01'.repeat(n / 10) },
  { name: 'a long CleverTap date', make: (n) => `$D_${'1'.repeat(n)}x` },
  { name: 'a long epoch', make: (n) => `-${'1'.repeat(n)}x` },
  { name: 'a long area', make: (n) => `${'A'.repeat(n)}!` },
  { name: 'areas in areas', make: (n) => 'A/'.repeat(n / 2) },
  { name: 'a long city', make: (n) => `America/${'a-'.repeat(n / 2)}!` },
  { name: 'a long offset', make: (n) => `GMT+${'1'.repeat(n)}:00` },
  { name: 'a long number', make: (n) => `+1${' 5'.repeat(n / 2)}` },
  { name: 'a number of parentheses', make: (n) => `+1${'('.repeat(n / 2)}${')'.repeat(n / 2)}` },
  { name: 'a number of (0)', make: (n) => `+44 ${'(0)'.repeat(n / 3)}1` },
  { name: 'a number with a long extension', make: (n) => `+44 20 7946 0958 ext. ${'1'.repeat(n)}` },
  { name: 'a number of marks of direction', make: (n) => `+44${'\u202a'.repeat(n)}20` },
  { name: 'characters that unfold into many', make: (n) => `+${'\ufdfa'.repeat(n)}` },
  { name: 'halves of characters', make: (n) => '\ud800'.repeat(n) },
  { name: 'yes again and again', make: (n) => 'yes '.repeat(n / 4) }
]

const places: { name: string; toPayload: (text: string) => Partial<Payload> }[] = [
  ...standardAttributes.map(({ name }) => ({
    name,
    toPayload: (text: string) => ({
      standardAttributes: { [name]: text },
      profileData: { [name]: `${text}.` },
      phoneCountry: 'IN'
    })
  })),
  {
    name: 'halves of a name',
    toPayload: (text) => ({ standardAttributes: { 'First Name': text, 'Last Name': text } })
  },
  {
    name: 'a trait in capitals',
    toPayload: (text) => ({ standardAttributes: { Email: text }, profileData: { EMAIL: text } })
  },
  { name: 'custom attributes', toPayload: (text) => ({ profileData: { a: text, list: [text], o: { b: text } } }) },
  { name: 'names of attributes', toPayload: (text) => ({ profileData: { [text]: { [text]: { a: text } } } }) },
  { name: 'ids', toPayload: (text) => ({ profileData: { id: text, Identity: text } }) },
  { name: 'Created At', toPayload: (text) => ({ ts: text }) },
  { name: 'Identity', toPayload: (text) => ({ identity: text }) },
  { name: 'Country of Phone Numbers', toPayload: (text) => ({ phoneCountry: text }) }
]

describe.each(texts)('$name', ({ make }) => {
  it('take time in proportion to their length, wherever they stand', () => {
    const slow = places.filter(({ toPayload }) => {
      const work = (n: number) => build({ standardAttributes: {}, ...toPayload(make(n)) })
      return growthOf(work, characters) >= maxRatio
    })
    expect(slow.map(({ name }) => name)).toEqual([])
  })
})

describe('email addresses short enough to be tried', () => {
  it.each([
    ['a local part of dots', (n: number) => `${'a.'.repeat(n / 8)}@${'a'.repeat(n / 2)}`],
    ['a domain without an end', (n: number) => `a@${'a'.repeat(n - 3)}!`],
    ['a domain of hyphens', (n: number) => `a@a${'-'.repeat(n - 4)}`],
    ['a domain of labels', (n: number) => `a@${'a.'.repeat(n / 2 - 2)}!`],
    ['a domain of labels and hyphens', (n: number) => `a@${'a-a.'.repeat(n / 4 - 1)}-`],
    ['letters of two kinds', (n: number) => `a@${'é1'.repeat(n / 2 - 2)}-`]
  ])('take time in proportion with %s', (_name, make) => {
    const work = (n: number) => {
      const addresses = Array.from({ length: 3000 }, (_value, index) => make(n - 4 * (index % 4)))
      return () => addresses.forEach((Email) => build({ standardAttributes: { Email } })())
    }
    expect(growthOf(work, 124)).toBeLessThan(maxRatio)
  })
})

const numbersTo = (n: number) => Array.from({ length: n }, (_value, index) => index)

/** The traits a0, a1 and so on. */
const traitsOf = (n: number, value: number): JSONObject =>
  Object.fromEntries(numbersTo(n).map((index) => [`a${index}`, value]))

/** Every spelling of a trait in capitals and small letters is a trait of its own. */
function spellingsOf(trait: string, count: number): JSONObject {
  const spell = (index: number) =>
    [...trait].map((letter, position) => ((index >> position) % 2 === 1 ? letter.toUpperCase() : letter)).join('')
  return Object.fromEntries(numbersTo(count).map((index) => [spell(index), index]))
}

const manyParts: { name: string; n: number; toPayload: (n: number) => Partial<Payload> }[] = [
  {
    name: 'spellings of one trait beside a long list',
    n: 1000,
    toPayload: (n) => ({
      standardAttributes: { 'Customer Type': numbersTo(10 * n) },
      profileData: spellingsOf('customertype', n)
    })
  },
  {
    name: 'traits beside three names',
    n: 10_000,
    toPayload: (n) => ({
      standardAttributes: { 'First Name': 'Ada', 'Last Name': 'Lovelace', Name: 'Ada King' },
      profileData: traitsOf(n, 1)
    })
  },
  {
    name: 'nested attributes that are there already',
    n: 10_000,
    toPayload: (n) => ({
      profileData: {
        a: Object.fromEntries(numbersTo(n).map((index) => [`${index}`, 1])),
        ...Object.fromEntries(numbersTo(n).map((index) => [`a_${index}`, 2]))
      }
    })
  },
  {
    name: 'attributes that are mapped too',
    n: 10_000,
    toPayload: (n) => ({ standardAttributes: traitsOf(n, 1), profileData: traitsOf(n, 2) })
  },
  {
    name: 'values under one long name',
    n: 1000,
    toPayload: (n) => ({ profileData: { ['k'.repeat(10 * n)]: traitsOf(n, 1) } })
  },
  { name: 'items of a list', n: 50_000, toPayload: (n) => ({ profileData: { list: numbersTo(n) } }) }
]

describe('an event of many parts', () => {
  it.each(manyParts)('takes time in proportion to its $name', ({ n, toPayload }) => {
    const work = (size: number) => build({ standardAttributes: {}, ...toPayload(size) })
    expect(growthOf(work, n)).toBeLessThan(maxRatio)
  })
})
