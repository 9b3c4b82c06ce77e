/** What must hold for every input: properties of building, planning, classifying and answering. */
import { inspect } from 'util'
import type { ExecuteInput, JSONObject, JSONValue, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse } from '@segment/actions-core'
import * as fc from 'fast-check'
import destination from '../src/destinations/clevertap'
import { classifyReply } from '../src/destinations/clevertap/classify'
import type { Settings } from '../src/destinations/clevertap/generated-types'
import { parseIsoSeconds } from '../src/destinations/clevertap/timestamp'
import { upload } from '../src/destinations/clevertap/userUpload'
import type { Payload } from '../src/destinations/clevertap/userUpload/generated-types'
import { buildProfileRecord } from '../src/destinations/clevertap/userUpload/record'
import { standardAttributes } from '../src/destinations/clevertap/userUpload/standard-attributes'
import { findBrokenRule } from '../src/emulator/rules'

const passcode = 'TOP-SECRET-PASSCODE'
const settings: Settings = {
  clevertapAccountId: 'ACCOUNT',
  clevertapPasscode: passcode,
  clevertapEndpoint: 'https://in1.api.clevertap.com'
}

const identity = fc.oneof(
  fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4', ' u-5 '),
  fc.constantFrom('', '  ', 'null', 'N/A', '0', 'x'.repeat(1025)),
  fc.string()
)
const standardNames = standardAttributes.flatMap(({ name, standsFor }) => [name, ...standsFor])
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('ada@example.com', '+14155550100', 'yes', 'M', '2021-02-29', '2021-02-28', '42', 'School', '$D_5')
)
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null)
)
const json: fc.Arbitrary<JSONValue> = fc.letrec<{ value: JSONValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar as fc.Arbitrary<JSONValue>,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$add', '$delete', 'city')), tie('value'), { maxKeys: 3 })
  )
})).value
const traits = fc.dictionary(fc.oneof(fc.constantFrom(...standardNames), fc.string()), json, { maxKeys: 12 })
const mapped = fc.dictionary(
  fc.constantFrom('First Name', 'Last Name', 'plan', ...standardAttributes.map(({ name }) => name)),
  json,
  { maxKeys: 6 }
)
const payload = (invalidAttributes: fc.Arbitrary<string | undefined>): fc.Arbitrary<Payload> =>
  fc.record({
    identity,
    ts: fc.option(
      fc.oneof(
        text,
        fc.constantFrom('2021-03-04T05:06:07Z', '1136225047', '1136225047123', '9999-12-31', '8640000000000000')
      ),
      {
        nil: undefined
      }
    ),
    profileData: fc.option(traits, { nil: undefined }) as fc.Arbitrary<{ [key: string]: unknown } | undefined>,
    standardAttributes: fc.option(mapped, { nil: undefined }) as fc.Arbitrary<{ [key: string]: unknown } | undefined>,
    phoneCountry: fc.constantFrom('IN', 'us', 'XX', '', undefined),
    convertTimestamps: fc.option(fc.boolean(), { nil: undefined }),
    timestampFormat: fc.constantFrom('unix', 'date', undefined),
    nestedData: fc.constantFrom('flatten', 'flattenKeepLists', 'json', 'native', undefined),
    invalidAttributes
  })
const anyPayload = payload(fc.constantFrom('drop', 'reject', 'send', undefined))

type Body = { d?: { identity: string }[]; identity?: string | string[] }

/** A CleverTap that keeps what it is sent and answers each request as told. */
function stubClevertap(answer: (records: { identity: string }[]) => { status: number; content: string }) {
  const sent: string[][] = []
  const request = (_url: string, options?: { json?: unknown }) => {
    const body = options?.json as Body
    const records = body.d ?? [body.identity ?? []].flat().map((identity) => ({ identity }))
    sent.push(records.map(({ identity }) => identity))
    return Promise.resolve(answer(records))
  }
  return { sent, request: request as unknown as RequestClient }
}

type Action = 'userUpload' | 'userDelete'

const inputOf = <Given>(given: Given) => ({ payload: given, settings } as ExecuteInput<Settings, Given>)

async function performBatch(action: Action, request: RequestClient, payloads: Payload[]) {
  const response: unknown = await destination.actions[action].performBatch?.(request, inputOf(payloads) as never)
  if (!(response instanceof MultiStatusResponse)) {
    throw new Error('a batch answers with one status per event')
  }
  return response
    .getAllResponses()
    .map((node) => node.value() as { status: number; sent?: JSONObject; body?: JSONObject })
}

const isRefusable = (value: string) =>
  /^(|null|undefined|na|n\/a|0|nil|-1|-?nan|-?inf|-?infinity|\(none\)|none|empty|xxxxxx|\[object object\])$/i.test(
    value.trim()
  ) || value.trim().length > 1024

const success = () => ({ status: 200, content: '{"status":"success"}' })

describe.each<Action>(['userUpload', 'userDelete'])('%s', (action) => {
  const maxRecords = action === 'userUpload' ? 1000 : 100
  const lenient = payload(fc.constantFrom('drop', 'send', undefined))

  it('answers once per event, in order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(lenient, { maxLength: 30 }), async (payloads) => {
        const nodes = await performBatch(action, stubClevertap(success).request, payloads)
        expect(nodes.map(({ status, sent }) => [status, sent?.identity])).toEqual(
          payloads.map(({ identity }) => (isRefusable(identity) ? [400, undefined] : [200, identity.trim()]))
        )
      })
    ))

  it('sends exactly the accepted events, in order, within the limit', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(identity, { maxLength: 5 }),
        fc.integer({ min: 0, max: 2300 }),
        async (identities, more) => {
          const all = [...identities, ...Array.from({ length: more }, (_, index) => `person-${index}`)]
          const { sent, request } = stubClevertap(success)
          await performBatch(
            action,
            request,
            all.map((id) => ({ identity: id }))
          )
          const accepted = all.filter((id) => !isRefusable(id)).map((id) => id.trim())
          expect(sent.flat()).toEqual(action === 'userUpload' ? accepted : [...new Set(accepted)])
          expect(Math.max(0, ...sent.map(({ length }) => length))).toBeLessThanOrEqual(maxRecords)
          expect(sent.length).toBe(Math.ceil(sent.flat().length / maxRecords))
        }
      ),
      { numRuns: 40 }
    ))

  it('treats a single event as a batch of one', () =>
    fc.assert(
      fc.asyncProperty(
        anyPayload,
        fc.constantFrom(200, 200, 200, 302, 400, 401, 404, 429, 500, 501, 503),
        fc.constantFrom(
          '',
          '{"status":"success"}',
          '<html>',
          '{"status":"fail","unprocessed":[{"code":515,"error":"Skipped record number : 1"}]}',
          '{"status":"fail","unprocessed":[{"code":555,"error":"Skipped record number : 1"}]}'
        ),
        async (given, status, content) => {
          const answer = () => ({ status, content })
          const [node] = await performBatch(action, stubClevertap(answer).request, [given])
          const perform = async () =>
            destination.actions[action].perform(stubClevertap(answer).request, inputOf(given) as never)
          const single = await perform().then(
            (body: unknown) => ({ status: 200, body }),
            (error: { status: number }) => ({ status: error.status })
          )
          expect(single).toMatchObject({ status: node.status, ...(node.status === 200 && { body: node.body }) })
        }
      )
    ))
})

describe('building a record', () => {
  it('is deterministic and leaves the payload untouched', () =>
    fc.assert(
      fc.property(anyPayload, (given) => {
        const before = inspect(given, { depth: 9 })
        expect(buildProfileRecord(given)).toEqual(buildProfileRecord(given))
        expect(inspect(given, { depth: 9 })).toBe(before)
      })
    ))

  it.each(['drop', undefined])('makes a record that CleverTap takes, whatever the traits (%s)', (invalidAttributes) =>
    fc.assert(
      fc.property(payload(fc.constant(invalidAttributes)), (given) => {
        const built = buildProfileRecord({ ...given, identity: 'u-1' })
        expect(built.fate).toBe('valid')
        const record: JSONObject = JSON.parse(JSON.stringify('record' in built ? built.record : {}))
        expect(findBrokenRule(record)).toBeUndefined()
      }),
      { numRuns: 2000 }
    )
  )

  it('names no attribute value in a warning or a reason', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...standardNames, 'a', 'b.c'), { minLength: 1 }),
        fc.boolean(),
        (keys, drop) => {
          const profileData = Object.fromEntries(keys.map((key, index) => [key, `§${index}§`.repeat(200)]))
          const built = buildProfileRecord({
            ...inputOfTraits(profileData),
            invalidAttributes: drop ? 'drop' : 'reject'
          })
          expect(JSON.stringify(built.fate === 'valid' ? built.warnings : built.reason)).not.toContain('§')
        }
      )
    ))

  const inputOfTraits = (profileData: JSONObject): Payload => ({
    identity: 'u-1',
    ts: '§ts§',
    profileData,
    standardAttributes: Object.fromEntries(standardAttributes.map(({ name }) => [name, '§mapped§']))
  })
})

describe('classifying a reply', () => {
  const records = ['a', 'b', 'c', 'd'].map((id) => ({ identity: id, profileData: {} }))
  const { rules } = upload
  const classify = (status: number, content: string) =>
    classifyReply({ kind: 'answer', status, content }, { records, rules, passcode }) ?? []

  const words = fc.constantFrom(
    ...[0, 1, 2, 3, 4, 5].map((position) => `Bad.Skipped record number : ${position}`),
    'Bad.',
    passcode
  )
  const echo = fc.constantFrom({ identity: 'a' }, { identity: ' B' }, { identity: 'z' }, { identity: null }, {})
  const item = fc.oneof(
    fc.record(
      {
        code: fc.constantFrom(515, '516', 555, 599, passcode),
        error: words,
        record: fc.oneof(
          echo,
          echo.map((record) => JSON.stringify(record)),
          fc.constantFrom(null, passcode)
        )
      },
      { requiredKeys: [] }
    ),
    fc.tuple(echo, words).map(([record, said]) => ({ [JSON.stringify(record)]: said })),
    words,
    fc.constantFrom(null, 1, [])
  )
  const reply = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('', ' \n'),
    fc
      .record(
        {
          status: fc.constantFrom('success', 'SUCCESS', 'partial', 'Partial ', 'fail', 'queued', '', null, 7),
          processed: fc.constantFrom(0, 1, 2, 3, 4, 5, '4', '3', null, ''),
          error: fc.constantFrom('Malformed request', passcode, '', ' ', null),
          code: fc.constantFrom(200, '200', 401, 429, 500, 515, 555, 'x', '', null),
          unprocessed: fc.oneof(fc.constantFrom({}, 'none', 1), fc.array(item, { maxLength: 5 }))
        },
        { requiredKeys: [] }
      )
      .map((body) => JSON.stringify(body))
  )

  const said = (value: unknown) => String(value ?? '').trim()

  /** The index that one element of `unprocessed` is about, asked of it anew; NaN if it does not say. */
  function indexOf(refusal: unknown): number {
    const [[key, value] = ['', '']] = Object.entries(typeof refusal === 'object' ? refusal ?? {} : {})
    const isOfOctober2017 = key.startsWith('{')
    const { error, record } = refusal as { error?: string; record?: unknown }
    const text = typeof refusal === 'string' ? refusal : isOfOctober2017 ? String(value) : error
    const echoed = isOfOctober2017 ? key : typeof record === 'string' ? record : JSON.stringify(record ?? {})
    const identity = said(/^{"identity":"(.*)"}$/.exec(echoed)?.[1]).toLowerCase()
    const named = records.findIndex((sent) => sent.identity === identity)
    const position = /: (\d)$/.exec(text ?? '')?.[1]
    if (position === undefined) {
      return named >= 0 ? named : NaN
    }
    return identity === '' || named === Number(position) - 1 ? Number(position) - 1 : NaN
  }

  /** The evidence for a delivery: the reply is an object, says success or nothing, and adds up without this record. */
  function proves(content: string, index: number): boolean {
    const { status, code, error, processed, unprocessed } = JSON.parse(content) as { [key: string]: unknown }
    const refused = new Set(((unprocessed ?? []) as unknown[]).map((each) => (each === null ? NaN : indexOf(each))))
    const accepted = ['', 'success', ...(refused.size > 0 ? ['partial'] : [])]
    return (
      !refused.has(index) &&
      Array.from(refused).every((each) => each >= 0 && each < records.length) &&
      accepted.includes(said(status).toLowerCase()) &&
      ['', '200'].includes(said(code)) &&
      said(error) === '' &&
      ['', String(records.length - refused.size)].includes(said(processed))
    )
  }

  it('calls no record delivered without evidence', () =>
    fc.assert(
      fc.property(reply, (content) => {
        const settled = classify(200, content)
        expect(settled).toHaveLength(records.length)
        settled.forEach(({ fate }, index) => {
          if (fate === 'delivered') {
            expect(proves(content, index)).toBe(true)
          }
        })
      }),
      { numRuns: 5000 }
    ))

  it('shows the passcode to nobody', () =>
    fc.assert(
      fc.property(reply, fc.integer({ min: 100, max: 599 }), (content, status) => {
        expect(JSON.stringify(classify(status, content))).not.toContain(passcode)
      }),
      { numRuns: 2000 }
    ))

  it('shows no value in a reason or a verdict, however CleverTap escapes it', () => {
    const value = fc.stringOf(fc.constantFrom(...'abcXYZéß%&\\"\' \n1'), { minLength: 3, maxLength: 12 })
    const escapings: ((text: string) => string)[] = [
      (text) => text,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
      (text) => encodeURIComponent(text),
      (text) => text.replace(/[^ a-z]/gi, (c) => `&#${c.charCodeAt(0)};`),
      (text) => text.toUpperCase()
    ]
    return fc.assert(
      fc.property(value, fc.array(fc.constantFrom(...escapings), { maxLength: 2 }), (secret, escapes) => {
        fc.pre(/[a-zéß\d]{3}/i.test(secret))
        const repeated = escapes.reduce((text, escape) => escape(text), secret)
        const content = JSON.stringify({ status: 'fail', code: 599, error: `Text (${repeated}) is bad.` })
        const sent = [{ identity: 'x', profileData: { key: secret } }]
        const settled = classifyReply({ kind: 'answer', status: 200, content }, { records: sent, rules, passcode })
        expect(JSON.stringify(settled)).not.toContain('is bad')
      }),
      { numRuns: 2000 }
    )
  })
})

describe('reading a date', () => {
  /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted year by year and month by month. */
  function countDays(year: number, month: number, day: number): number {
    const isLeap = (of: number) => of % 4 === 0 && (of % 100 !== 0 || of % 400 === 0)
    const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let days = lengths.slice(0, month - 1).reduce((sum, length) => sum + length, 0) + day - 1
    for (let of = Math.min(year, 1970); of < Math.max(year, 1970); of++) {
      days += (year < 1970 ? -1 : 1) * (isLeap(of) ? 366 : 365)
    }
    return day >= 1 && day <= lengths[month - 1] ? days : NaN
  }

  const pad = (value: number, length = 2) => String(value).padStart(length, '0')

  it('agrees with counting days', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 32 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: -1439, max: 1439 }),
        (year, month, day, hour, minute, second, offset) => {
          const sign = offset < 0 ? '-' : '+'
          const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
          const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
          const expected = countDays(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset * 60
          const read = parseIsoSeconds(`${date}T${pad(hour)}:${pad(minute)}:${pad(second)}.9${zone}`)
          expect(read).toBe(Number.isNaN(expected) ? undefined : expected)
        }
      ),
      { numRuns: 2000 }
    ))

  it('never throws', () => fc.assert(fc.property(fc.string(), (given) => void parseIsoSeconds(given))))
})
