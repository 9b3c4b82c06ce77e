/** One person, one record: what a batch with repeats comes to, with the emulator as oracle. */
import type { JSONObject, RequestClient } from '@segment/actions-core'
import type { MultiStatusResponse } from '@segment/actions-core'
import * as fc from 'fast-check'
import { settings } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { upload } from '../../src/destinations/clevertap/userUpload'
import type { Payload } from '../../src/destinations/clevertap/userUpload/generated-types'
import { performers } from '../../src/destinations/clevertap/delivery/delivery'
import { handle } from '../../src/emulator/handle'
import { Store } from '../../src/emulator/store'

const { performBatch } = performers(upload)

type Sent = { identity: string; ts?: number; profileData: JSONObject }
type Node = { status: number; sent?: Sent; errormessage?: string; body?: { warnings?: string[] } }
type Answer = { status: number; content: string }

/** A CleverTap in memory. `answerInstead` may answer a request, which then is not applied. */
function createClevertap(answerInstead: (records: Sent[], body: string) => Answer | undefined = () => undefined) {
  const store = new Store()
  const requests: Sent[][] = []
  const account = { accountId: settings.clevertapAccountId, passcode: settings.clevertapPasscode, store, now: 1.7e9 }
  const headers = {
    'x-clevertap-account-id': settings.clevertapAccountId,
    'x-clevertap-passcode': settings.clevertapPasscode
  }
  const request = (_url: string, { body }: { body: string }) => {
    const { d } = JSON.parse(body) as { d: Sent[] }
    requests.push(d)
    const instead = answerInstead(d, body)
    const reply = handle({ method: 'POST', path: '/1/upload', query: new URLSearchParams(), headers, body }, account)
    return Promise.resolve(instead ?? { status: reply.status, content: reply.body })
  }
  const deliver = async (payloads: Payload[]): Promise<Node[]> => {
    const response = (await performBatch(request as unknown as RequestClient, {
      payload: payloads,
      settings
    })) as MultiStatusResponse
    return response.getAllResponses().map((node) => node.value() as unknown as Node)
  }
  const profiles = () => Array.from(store.all())
  return { requests, deliver, profiles }
}

const person = fc.constantFrom('u-1', ' u-1', 'u-2', 'u-3')
const value = fc.oneof(
  fc.constantFrom('gold', 'silver', '', ' ', null, 7, true, 'x'.repeat(700)),
  fc.constantFrom({ city: 'Bonn' }, { city: { zip: 53111 } }, ['a', 'b'], {}, []),
  fc.constantFrom({ $incr: 1 }, { $add: ['a'] }, { $remove: ['a'] }, { $delete: 1 })
)
const payload: fc.Arbitrary<Payload> = fc.record(
  {
    identity: person,
    ts: fc.constantFrom('1700000001', '1700000002', '1700000003'),
    profileData: fc.dictionary(fc.constantFrom('plan', 'city', 'visits', 'Email', '__x'), value, { maxKeys: 4 }),
    invalidAttributes: fc.constantFrom('drop', 'reject', 'send'),
    nestedData: fc.constantFrom('flatten', 'json', 'native')
  },
  { requiredKeys: ['identity'] }
)
const batch = fc.array(payload, { minLength: 1, maxLength: 25 })

const success = { status: 200, content: '{"status":"success"}' }
const textOf = (records: unknown[]) => records.map((record) => JSON.stringify(record))

describe('a batch with repeats', () => {
  it('leaves the profiles as if its events had been sent one by one, and has the same fates', () =>
    fc.assert(
      fc.asyncProperty(batch, async (payloads) => {
        const together = createClevertap()
        const nodes = await together.deliver(payloads)
        const oneByOne = createClevertap()
        const single: Node[] = []
        for (const each of payloads) {
          single.push(...(await oneByOne.deliver([each])))
        }
        const byIdentity = (profiles: { identity?: string }[]) =>
          Object.fromEntries(profiles.map((profile) => [profile.identity, profile]))
        expect(byIdentity(together.profiles())).toEqual(byIdentity(oneByOne.profiles()))
        expect(nodes.map(({ status }) => status)).toEqual(single.map(({ status }) => status))
        expect(nodes.map(({ body }) => body?.warnings)).toEqual(single.map(({ body }) => body?.warnings))
      }),
      { numRuns: 150 }
    ))

  it('never has two records of a person in one request, and says of each event what was on the wire', () =>
    fc.assert(
      fc.asyncProperty(batch, async (payloads) => {
        const { requests, deliver } = createClevertap()
        const nodes = await deliver(payloads)
        for (const records of requests) {
          expect(new Set(records.map(({ identity }) => identity)).size).toBe(records.length)
        }
        const onTheWire = new Set(textOf(requests.flat()))
        expect(textOf(nodes.flatMap(({ sent }) => sent ?? [])).filter((text) => !onTheWire.has(text))).toEqual([])
      }),
      { numRuns: 150 }
    ))

  it('sends nothing later of a person of whom something has to be sent again', () =>
    fc.assert(
      fc.asyncProperty(batch, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), async (payloads, busy) => {
        const { requests, deliver } = createClevertap(() =>
          busy[(requests.length - 1) % busy.length] ? { status: 503, content: '' } : success
        )
        const nodes = await deliver(payloads)
        const failed = new Set<string>()
        requests.forEach((records, index) => {
          expect(records.filter(({ identity }) => failed.has(identity))).toEqual([])
          records.forEach(({ identity }) => busy[index % busy.length] && failed.add(identity))
        })
        payloads.forEach(({ identity }, position) => {
          const later = payloads.map((each, index) =>
            index > position && each.identity.trim() === identity.trim() ? index : -1
          )
          const isTransient = [500, 503].includes(nodes[position].status)
          expect(later.filter((index) => index >= 0 && isTransient && nodes[index].status === 200)).toEqual([])
        })
      }),
      { numRuns: 150 }
    ))

  it('holds requests of any size together with 413', () =>
    fc.assert(
      fc.asyncProperty(batch, fc.integer({ min: 60, max: 2000 }), async (payloads, maxBytes) => {
        const tooLarge = { status: 413, content: '' }
        const limited = createClevertap((_records, body) => (body.length > maxBytes ? tooLarge : success))
        const nodes = await limited.deliver(payloads)
        const alone = await Promise.all(
          payloads.map(
            async (each) =>
              (
                await createClevertap((_r, body) => (body.length > maxBytes ? tooLarge : success)).deliver([each])
              )[0]
          )
        )
        // One that is too large alone may share a record in which later values took the place of its own.
        const failed = nodes.filter(({ status }, index) => status !== 200 && alone[index].status === 200)
        expect(failed).toEqual([])
        const tooLong = nodes.filter(({ status, sent }) => status === 200 && JSON.stringify(sent).length > maxBytes)
        expect(tooLong).toEqual([])
      }),
      { numRuns: 150 }
    ))

  it('delivers an event that is too large alone in the record of a later one that takes its place', async () => {
    const payloads: Payload[] = [
      { identity: 'u-1', profileData: { note: 'x'.repeat(200) } },
      { identity: 'u-1', profileData: { note: 'short' } }
    ]
    const limited = createClevertap((_records, body) => (body.length > 150 ? { status: 413, content: '' } : success))
    expect((await limited.deliver(payloads)).map(({ status }) => status)).toEqual([200, 200])
  })
})

describe('a merged record that CleverTap refuses', () => {
  const send = (attributes: JSONObject): Payload => ({
    identity: 'u-1',
    profileData: attributes,
    invalidAttributes: 'send'
  })
  const [good, bad, other] = [send({ plan: 'gold' }), send({ Email: 'bad' }), send({ city: 'Bonn' })]
  const neighbour: Payload = { identity: 'u-2', profileData: { plan: 'gold' } }
  const tried = (requests: Sent[][]) => requests.map((records) => records.map(({ profileData }) => profileData))

  it.each<[string, Payload[], number[]]>([
    ['the first', [bad, good, other], [400, 200, 200]],
    ['one between', [good, bad, other], [200, 400, 200]],
    ['the last', [good, other, bad], [200, 200, 400]],
    ['several', [bad, good, bad], [400, 200, 400]]
  ])('fails for %s alone', async (_name, payloads, statuses) => {
    const { requests, deliver } = createClevertap()
    const nodes = await deliver([...payloads, neighbour])
    expect(nodes.map(({ status }) => status)).toEqual([...statuses, 200])
    expect(tried(requests).slice(1)).toEqual(payloads.map(({ profileData }) => [profileData]))
  })

  it('is sent again before anything later of the person', async () => {
    const counter = send({ visits: { $incr: 1 } })
    const { requests, deliver } = createClevertap()
    expect((await deliver([good, bad, counter])).map(({ status }) => status)).toEqual([200, 400, 200])
    expect(tried(requests)).toEqual([
      [{ plan: 'gold', Email: 'bad' }],
      [{ plan: 'gold' }],
      [{ Email: 'bad' }],
      [{ visits: { $incr: 1 } }]
    ])
  })

  it('is not sent again when the whole request was refused', async () => {
    const malformed = { status: 400, content: '{"status":"fail","error":"Malformed request","code":400}' }
    const { requests, deliver } = createClevertap(() => malformed)
    expect((await deliver([good, other, neighbour])).map(({ status }) => status)).toEqual([400, 400, 400])
    expect(requests).toHaveLength(1)
  })

  it('holds back what is later of the person when one of its events has to be sent again', async () => {
    const { deliver } = createClevertap((records) =>
      records.length === 1 && records[0].profileData.plan === 'gold' && !('Email' in records[0].profileData)
        ? { status: 503, content: '' }
        : undefined
    )
    const nodes = await deliver([good, bad, other])
    expect(nodes).toEqual([
      expect.objectContaining({ status: 503 }),
      expect.objectContaining({
        status: 500,
        errormessage: expect.stringContaining('was not sent, because an earlier one')
      }),
      expect.objectContaining({ status: 500 })
    ])
    expect(nodes.map((node) => 'sent' in node)).toEqual([true, false, false])
  })
})

it('sends a thousand events of one person as one record', async () => {
  const { requests, deliver, profiles } = createClevertap()
  const payloads = Array.from({ length: 1000 }, (_, index) => ({
    identity: 'u-1',
    profileData: { [`page ${index % 50}`]: index }
  }))
  const nodes = await deliver(payloads)
  expect(requests.map(({ length }) => length)).toEqual([1])
  expect(new Set(nodes.map(({ sent }) => sent)).size).toBe(1)
  expect(profiles()).toMatchObject([
    {
      identity: 'u-1',
      profileData: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`page ${index}`, 950 + index]))
    }
  ])
})
