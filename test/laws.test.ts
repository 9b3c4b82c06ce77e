/** What must hold for every input: properties of building, planning, classifying and answering. */
import { inspect } from 'util'
import type { ExecuteInput, JSONObject, JSONValue, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse } from '@segment/actions-core'
import * as fc from 'fast-check'
import destination from '../src/destinations/clevertap'
import type { Settings } from '../src/destinations/clevertap/generated-types'
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

/** 2026-01-01. */
const nowMs = 1_767_225_600_000

const identity = fc.oneof(
  fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4', ' u-5 '),
  fc.constantFrom('', '  ', 'null', 'N/A', '0', 'x'.repeat(1025)),
  fc.string()
)
const standardNames = standardAttributes.flatMap(({ name, recognizedBy }) => [name, ...recognizedBy])
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
const mapped = fc.dictionary(fc.constantFrom('plan', ...standardAttributes.map(({ name }) => name)), json, {
  maxKeys: 6
})
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
    recognizeStandardAttributes: fc.constantFrom(true, false, undefined),
    standardAttributes: fc.option(mapped, { nil: undefined }) as fc.Arbitrary<{ [key: string]: unknown } | undefined>,
    phoneCountry: fc.constantFrom('IN', 'us', 'XX', '', undefined),
    convertTimestamps: fc.option(fc.boolean(), { nil: undefined }),
    timestampFormat: fc.constantFrom('unix', 'date', undefined),
    nestedData: fc.constantFrom('flatten', 'flattenKeepLists', 'json', 'native', undefined),
    nullAttributes: fc.constantFrom('ignore', 'delete', undefined),
    invalidAttributes
  })
const anyPayload = payload(fc.constantFrom('drop', 'reject', 'send', undefined))

type Body = { d?: { identity: string }[]; identity?: string | string[] }

/** A CleverTap that keeps what it is sent and answers each request as told. */
function stubClevertap(answer: (records: { identity: string }[]) => { status: number; content: string }) {
  const sent: string[][] = []
  const request = (_url: string, options?: { body?: string }) => {
    const body = JSON.parse(options?.body ?? '') as Body
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
          expect(sent.flat()).toEqual([...new Set(accepted)])
          expect(Math.max(0, ...sent.map(({ length }) => length))).toBeLessThanOrEqual(maxRecords)
          expect(sent.length).toBe(Math.ceil(sent.flat().length / maxRecords))
        }
      ),
      { numRuns: 20 }
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
        expect(buildProfileRecord(given, nowMs)).toEqual(buildProfileRecord(given, nowMs))
        expect(inspect(given, { depth: 9 })).toBe(before)
      })
    ))

  it.each(['drop', undefined])('makes a record that CleverTap takes, whatever the traits (%s)', (invalidAttributes) =>
    fc.assert(
      fc.property(payload(fc.constant(invalidAttributes)), (given) => {
        const built = buildProfileRecord({ ...given, identity: 'u-1' }, nowMs)
        expect(built.fate).toBe('valid')
        const record: JSONObject = JSON.parse(JSON.stringify('record' in built ? built.record : {}))
        expect(findBrokenRule(record)).toBeUndefined()
      }),
      { numRuns: 600 }
    )
  )

  it('names no attribute value in a warning or a reason', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...standardNames, 'a', 'b.c'), { minLength: 1 }),
        fc.boolean(),
        (keys, drop) => {
          const profileData = Object.fromEntries(keys.map((key, index) => [key, `§${index}§`.repeat(200)]))
          const invalidAttributes = drop ? 'drop' : 'reject'
          const built = buildProfileRecord({ ...inputOfTraits(profileData), invalidAttributes }, nowMs)
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
