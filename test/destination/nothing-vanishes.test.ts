/**
 * Nothing vanishes: of every value in Person Attributes and Standard Attributes, one can say where it went. The law of
 * docs/actions-clevertap.md, written a second time: it knows the destination's definition and none of its code.
 */
import { MultiStatusResponse } from '@segment/actions-core'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import * as fc from 'fast-check'
import destination from '../../src/destinations/clevertap'
import { dates, isOnWire, leavesOf, own, textOf } from '../support/leaves'
import type { Leaf } from '../support/leaves'

const identity = 'u-1'

type Forms = [given: JSONValue, sent: JSONValue][]

const yesOrNo: Forms = [
  [true, 'Y'],
  ['TRUE', 'Y'],
  ['1', 'Y'],
  ['y', 'Y'],
  ['n', 'N'],
  [false, 'N'],
  ['false', 'N'],
  ['no', 'N'],
  [0, 'N']
]
const allowed: Forms = [
  [true, true],
  ['TRUE', true],
  [false, false],
  ['false', false]
]

/** CleverTap's names, the traits that each stands for, and values with the forms in which CleverTap takes them. */
const standard: { [name: string]: { traits: string[]; forms: Forms } } = {
  Name: { traits: ['name'], forms: [[' Ada B ', 'Ada B']] },
  Email: {
    traits: ['email'],
    forms: [
      ['a@b.co', 'a@b.co'],
      [' c@d.co', 'c@d.co']
    ]
  },
  Phone: {
    traits: ['phone', 'phone number'],
    forms: [
      ['+14155550100', '+14155550100'],
      ['+1 (415) 555-0100', '+14155550100'],
      ['0091 98123 45678', '+919812345678'],
      ['98123 45678', '+919812345678'],
      [919812345678, '+919812345678']
    ]
  },
  Gender: {
    traits: ['gender'],
    forms: [
      ['M', 'M'],
      ['m', 'M'],
      ['male', 'M'],
      ['F', 'F'],
      ['f', 'F']
    ]
  },
  DOB: {
    traits: ['birthday', 'dob', 'birthdate', 'date of birth'],
    forms: [
      ['1990-05-17', '$D_642902400'],
      ['2006-01-02T18:04:07Z', '$D_1136160000'],
      [642902400, '$D_642902400'],
      ...[1, 18].map((seconds): [number, string] => [seconds, `$D_${seconds}`]),
      [919812345678, '$D_919812345']
    ]
  },
  Age: { traits: ['age'], forms: [[18, 18]] },
  Photo: { traits: ['avatar', 'photo'], forms: [['https://a.co/1', 'https://a.co/1']] },
  Education: { traits: ['education'], forms: [['school', 'School']] },
  Employed: { traits: ['employed'], forms: yesOrNo },
  Married: { traits: ['married'], forms: yesOrNo },
  'Customer Type': { traits: ['customer type'], forms: [['Gold', 'Gold']] },
  Tz: { traits: ['timezone'], forms: [['Europe/Kyiv', 'Europe/Kyiv']] },
  'MSG-email': { traits: [], forms: allowed },
  'MSG-push': { traits: [], forms: allowed },
  'MSG-sms': { traits: [], forms: allowed },
  'MSG-whatsapp': { traits: [], forms: allowed }
}
const halves = ['First Name', 'Last Name']

const names = Object.keys(standard)
const traits = names.flatMap((name) => standard[name].traits)
const letters = (key: string) => key.toLowerCase().replace(/[_\- ]/g, '')
const nameOfTrait = (key: string) =>
  names.find((name) => standard[name].traits.some((trait) => letters(trait) === letters(key)))

const spelling = (key: string) =>
  fc.constantFrom(key, key.toLowerCase(), key.toUpperCase(), key.replace(/ /g, '_'), key.replace(/ /g, ''), `${key}-`)
const standardKey = fc.constantFrom(...names, ...traits, 'first name', 'last name').chain(spelling)
const ownKey = fc.oneof(
  fc.constantFrom('plan', 'a', 'a_b', 'b', 'a_b_c', 'firstName', 'last_name', 'First Name', 'MSG-other'),
  fc.constantFrom('identity', 'Identity', 'id', 'userId', 'user_id', '__proto__', 'constructor', 'toString'),
  fc.string(),
  fc.string().map((text) => `${text}${'k'.repeat(130)}`)
)
const key = fc.oneof({ weight: 2, arbitrary: standardKey }, { weight: 1, arbitrary: ownKey })

const scalar: fc.Arbitrary<JSONValue> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names.flatMap((name) => standard[name].forms.flat())) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', 'bad', 'bad@', '+0123456789', 'Ada', 'Lovelace', identity) },
  { weight: 1, arbitrary: fc.constantFrom<JSONValue>(...Object.keys(dates), null, 0, -1.5, true, Infinity) },
  // No word that means something to an attribute.
  { weight: 1, arbitrary: fc.string().map((text) => `~${text}`) }
)
const object = (value: fc.Arbitrary<JSONValue>, keys: fc.Arbitrary<string>): fc.Arbitrary<JSONObject> =>
  fc.array(fc.tuple(keys, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
const value: fc.Arbitrary<JSONValue> = fc.letrec<{ value: JSONValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.json().map((text) => JSON.parse(text) as JSONValue) },
    {
      weight: 1,
      arbitrary: object(tie('value'), fc.oneof(ownKey, fc.constantFrom('b', 'c', '$set', '$add', '$delete', '$oid')))
    }
  )
})).value
const tooDeep = fc.constantFrom('x', null).map((leaf) => {
  let nested: JSONValue = leaf
  for (let level = 0; level < 60; level++) {
    nested = [nested]
  }
  return nested
})
const attributes = fc
  .array(fc.tuple(key, fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: tooDeep })), {
    maxLength: 10
  })
  .map((entries) => Object.fromEntries(entries) as JSONObject)
const mapped = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...names, ...halves, 'First Name', 'Last Name'), key), value), {
    maxLength: 8
  })
  .map((entries) => Object.fromEntries(entries) as JSONObject)
const payload = fc.record({
  identity: fc.constant(identity),
  profileData: attributes,
  recognizeStandardAttributes: fc.constantFrom(true, true, false, undefined),
  standardAttributes: fc.option(mapped, { nil: undefined, freq: 6 }),
  nullAttributes: fc.constantFrom('ignore', 'delete', undefined),
  phoneCountry: fc.constantFrom('IN', undefined, 'nowhere'),
  convertTimestamps: fc.boolean(),
  timestampFormat: fc.constantFrom('unix', 'date', undefined),
  nestedData: fc.constantFrom('flatten', 'flattenKeepLists', 'json', 'native', undefined),
  invalidAttributes: fc.constantFrom('drop', 'send', undefined)
})
type Payload = typeof payload extends fc.Arbitrary<infer Given> ? Given : never

/** What the destination makes of a payload: the attributes on the wire, and its warnings. */
async function deliver(given: Payload): Promise<{ wire: JSONObject; warnings: string[] }> {
  const request = () => Promise.resolve({ status: 200, content: '{"status":"success"}' })
  const settings = {
    clevertapAccountId: 'A',
    clevertapPasscode: 'B',
    clevertapEndpoint: 'https://in1.api.clevertap.com'
  }
  const performBatch = destination.actions.userUpload.performBatch as (...input: unknown[]) => Promise<unknown>
  const response = await performBatch(request, { payload: [given], settings })
  if (!(response instanceof MultiStatusResponse)) {
    throw new Error('a batch answers with one status per event')
  }
  const { status, sent, body } = response.getResponseAtIndex(0).value() as {
    status: number
    sent?: { profileData: JSONObject }
    body?: { warnings?: string[] }
  }
  expect(status).toBe(200)
  // What the network would carry.
  const wire = JSON.parse(JSON.stringify(sent?.profileData ?? {})) as JSONObject
  return { wire, warnings: body?.warnings ?? [] }
}

/** Where a leaf went, or nothing if it vanished. */
function whereabouts(leaf: Leaf, isMapped: boolean, given: Payload, wire: JSONObject, warnings: string[]) {
  const [top] = leaf.path
  const whole = own(isMapped ? given.standardAttributes : given.profileData, top) as JSONValue
  const shown = (text: string) => `"${text.slice(0, 120).replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd')}"`
  const says = (beginning: string) => warnings.some((warning) => warning.startsWith(beginning))
  const areCompared = given.standardAttributes !== undefined || given.recognizeStandardAttributes === true
  const standsFor = areCompared ? nameOfTrait(top) : undefined
  const name = names.includes(top) ? top : standsFor
  if (isOnWire(leaf, wire)) {
    return 'on the wire'
  }
  if (says('There are ')) {
    return 'counted'
  }
  if (name !== undefined) {
    const forms = standard[name].forms.filter(([text]) => textOf(text) === textOf(whole)).map(([, sent]) => sent)
    if (name === 'DOB' && /^-?\d{1,11}$/.test(textOf(whole))) {
      forms.push(`$D_${Number(textOf(whole))}`)
    }
    if (own(wire, name) !== undefined && [whole, ...forms].some((form) => textOf(form) === textOf(wire[name]))) {
      return 'under the standard name'
    }
    if (says(`${name} was left out: it must be `) || says(`A value of ${name} was left out: it must be `)) {
      return 'invalid'
    }
  }
  if (name === top && !isMapped && says(`${name} in Person Attributes was left out: `)) {
    return 'the second value'
  }
  if (name !== undefined && typeof whole === 'string' && whole.trim() === '') {
    return 'blank'
  }
  if (isMapped && halves.includes(top)) {
    const index = halves.indexOf(top)
    const half = textOf(whole)
    const joined = typeof wire.Name === 'string' ? wire.Name : ''
    const isInName = index === 0 ? joined.startsWith(half) : joined.endsWith(half)
    const isSent = Object.values(wire).some((sent) => textOf(sent) === half)
    const isNamed = says(`${top} was left out: `) || says(`A value of ${top} was left out: `)
    if (isInName || isSent || isNamed || half === '') {
      return 'half of a name'
    }
  }
  if (/^(identity|id|userId|user_id)$/i.test(top) && textOf(whole) === identity) {
    return 'the identity'
  }
  const flattened = leaf.path.map((_property, index) => leaf.path.slice(0, index + 1).join('_'))
  return says(`The attribute ${shown(top)} was left out: `) ||
    says(`A value of the attribute ${shown(top)} was left out: `) ||
    says(`The attribute ${shown(top)} in Person Attributes was left out: `) ||
    flattened.some((path) => says(`The nested attribute ${shown(path)} was left out: `)) ||
    (!isMapped && isSaidByMapping(top, whole, given))
    ? 'named'
    : undefined
}

/** An ordinary key of Standard Attributes wins over one of Person Attributes with the same value, of which nothing is lost. */
const isSaidByMapping = (top: string, whole: JSONValue, { standardAttributes }: Payload) =>
  own(standardAttributes, top) !== undefined && textOf(own(standardAttributes, top)) === textOf(whole)

const plain: Payload = {
  identity,
  profileData: {},
  recognizeStandardAttributes: true,
  standardAttributes: undefined,
  phoneCountry: undefined,
  convertTimestamps: true,
  timestampFormat: 'unix',
  nestedData: 'flatten',
  nullAttributes: 'ignore',
  invalidAttributes: 'drop'
}

/** Where a value has vanished once, or could easily. */
const foundOnce: Partial<Payload>[] = [
  {
    profileData: { firstName: '~' },
    standardAttributes: { 'last name': '~', 'First Name': { '': false } },
    invalidAttributes: 'send'
  },
  { profileData: { birthday: '4' }, convertTimestamps: false },
  { profileData: { email: ' ', 'E-Mail': 'a@b.co', EMAIL: 'bad', Email: { $set: 'c@d.co' } } },
  { profileData: { _id: { $oid: '5' }, list: [1, Infinity], [`a${'k'.repeat(120)}`]: { b: 1 } } }
]

it(
  'of every value, one can say where it went',
  () =>
    fc.assert(
      fc.asyncProperty(payload, async (given) => {
        const { wire, warnings } = await deliver(given)
        const vanished = [false, true].flatMap((isMapped) =>
          leavesOf((isMapped ? given.standardAttributes : given.profileData) ?? {})
            .filter((leaf) => whereabouts(leaf, isMapped, given, wire, warnings) === undefined)
            .map(({ path, value: leaf }) => `${path.join('.').slice(0, 80)}: ${JSON.stringify(leaf)}`)
        )
        expect(vanished).toEqual([])
      }),
      { numRuns: 800, examples: foundOnce.map((example): [Payload] => [{ ...plain, ...example }]) }
    ),
  60_000
)
