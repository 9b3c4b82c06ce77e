import { startEmulator } from '..'
import type { Emulator, Faults } from '..'

let emulator: Emulator
beforeEach(async () => (emulator = await startEmulator()))
afterEach(() => emulator.close())

const record = (identity: string) => ({ type: 'profile', identity, profileData: {} })

const post = (path: string, body: string, signal?: AbortSignal) =>
  fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode },
    body,
    signal
  })
const upload = (identity = 'u-1', signal?: AbortSignal) =>
  post('/1/upload', JSON.stringify({ d: [record(identity)] }), signal)
const uploadWith = (fault: NonNullable<Faults['next']>[number]) => {
  emulator.setFaults({ next: [fault] })
  return upload()
}

/** Resolves once the emulator has counted the upload in, so that no test has to wait by the clock. */
const arrivals = async (count: number) => {
  while (emulator.counters().requests.upload < count) {
    await new Promise(setImmediate)
  }
}

/** Resolves once the emulator has recorded so many whole requests. */
const recorded = async (count: number) => {
  while (emulator.journal.length < count) {
    await new Promise(setImmediate)
  }
}

it('answers uploads, deletes and reads over HTTP', async () => {
  const stored = await upload('ü 1')
  expect(stored.headers.get('content-type')).toBe('application/json;charset=utf-8')
  expect(await stored.json()).toEqual({ status: 'success', processed: 1, unprocessed: [] })
  expect(emulator.profiles()).toEqual(new Map([['ü 1', { identity: 'ü 1', profileData: {} }]]))

  const headers = { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode }
  const read = await fetch(`${emulator.url}/1/profile.json?identity=%C3%BC%201`, { headers })
  expect(await read.json()).toEqual({
    status: 'success',
    record: { identity: 'ü 1', profileData: {}, events: {}, platformInfo: [] }
  })

  expect(await (await post('/1/delete/profiles.json', '{"identity":"ü 1"}')).json()).toEqual({ status: 'success' })
  expect(emulator.counters()).toMatchObject({
    requests: { upload: 1, delete: 1, profile: 1, other: 0 },
    records: { applied: 1, refused: 0, deleted: 1 },
    profiles: 0
  })
})

it('reads the query', async () => {
  const reply = await post('/1/upload?dryRun=1', JSON.stringify({ d: [record('u-1')] }))
  expect(await reply.json()).toEqual({ status: 'success', processed: 1, unprocessed: [] })
  expect(emulator.profiles().size).toBe(0)
})

it('refuses wrong credentials', async () => {
  expect((await fetch(`${emulator.url}/1/upload`, { method: 'POST', body: '{}' })).status).toBe(401)
})

it('answers an HTTP error and applies nothing', async () => {
  const reply = await uploadWith({ kind: 'status', status: 503 })
  expect(reply.status).toBe(503)
  expect(await reply.json()).toEqual({ status: 'fail', error: 'Injected fault', code: 503 })
  expect(emulator.profiles().size).toBe(0)
})

it.each<[string, Faults]>([
  ['once', { next: [{ kind: 'status', status: 200 }] }],
  ['at a rate', { errors: { '200': 1 } }]
])('answers an empty 200 %s and applies nothing', async (_name, faults) => {
  emulator.setFaults(faults)
  const reply = await upload()
  expect([reply.status, await reply.text()]).toEqual([200, ''])
  expect(emulator.profiles().size).toBe(0)
})

it('answers an exact reply', async () => {
  const reply = await uploadWith({ kind: 'status', status: 202, body: 'ok', contentType: 'text/plain' })
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([202, 'text/plain', 'ok'])
})

it.each([
  ['cutBefore', 0],
  ['cutAfter', 1]
] as const)('%s ends the socket without an answer, with %i profile stored', async (kind, stored) => {
  await expect(uploadWith({ kind })).rejects.toThrow('fetch failed')
  expect(emulator.profiles().size).toBe(stored)
  expect(emulator.counters().faults[kind]).toBe(1)
})

it('answers an HTML page at 200 and has applied the upload', async () => {
  const reply = await uploadWith({ kind: 'garbage' })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html'])
  expect(await reply.text()).toMatch(/^<html>/)
  expect(emulator.profiles().size).toBe(1)
})

it('fails one record of an upload', async () => {
  emulator.setFaults({ partial: 1 })
  const reply = await post('/1/upload', JSON.stringify({ d: [record('u-1'), record('u-2')] }))
  expect(await reply.json()).toMatchObject({ status: 'partial', processed: 1, unprocessed: [{ code: 555 }] })
  expect(emulator.counters()).toMatchObject({
    records: { applied: 1, refused: 1 },
    faults: { partial: 1 },
    profiles: 1
  })
})

it('refuses chosen identities', async () => {
  emulator.setFaults({ refusals: [{ identity: 'u-1', code: 516 }] })
  expect(await (await upload()).json()).toMatchObject({ status: 'fail', unprocessed: [{ code: 516 }] })
})

it('refuses a request that is larger than is set, after the credentials', async () => {
  const body = JSON.stringify({ d: [{ ...record('u-1'), profileData: { Name: 'ü' } }] })
  emulator.setFaults({ maxBodyBytes: Buffer.byteLength(body) })
  expect((await post('/1/upload', body)).status).toBe(200)
  emulator.setFaults({ maxBodyBytes: Buffer.byteLength(body) - 1 })
  const refused = await post('/1/upload', body)
  expect([refused.status, await refused.json()]).toEqual([
    413,
    { status: 'fail', error: 'Request entity too large', code: 413 }
  ])
  expect((await fetch(`${emulator.url}/1/upload`, { method: 'POST', body })).status).toBe(401)
})

it('judges events by limits that are set, the time by the clock', async () => {
  const event = (identity: string, more: object) => ({ type: 'event', identity, evtName: 'A', evtData: {}, ...more })
  emulator.setFaults({
    timeWindow: { pastSeconds: 86400, futureSeconds: 0 },
    discardedEvents: ['B'],
    maxEventProperties: 0
  })
  const now = Math.floor(Date.now() / 1000)
  const d = [
    event('u-1', { ts: now }),
    event('u-2', { ts: now - 2 * 86400 }),
    event('u-3', { evtName: 'B' }),
    event('u-4', { evtData: { a: 1 } })
  ]
  const reply = await post('/1/upload', JSON.stringify({ d }))
  expect(await reply.json()).toMatchObject({ processed: 1, unprocessed: [{ code: 527 }, { code: 528 }, { code: 522 }] })
  expect(emulator.events()).toEqual([{ identity: 'u-1', evtName: 'A', evtData: {}, ts: now }])
})

it('stays silent until the client gives up, and applies nothing', async () => {
  const giveUp = new AbortController()
  emulator.setFaults({ next: [{ kind: 'silence' }] })
  const answer = upload('u-1', giveUp.signal)
  await arrivals(1)
  giveUp.abort()
  await expect(answer).rejects.toThrow('abort')
  expect(emulator.profiles().size).toBe(0)
})

it('stalls after half of the answer', async () => {
  const reply = await uploadWith({ kind: 'stall' })
  const whole = '{"status":"success","processed":1,"unprocessed":[]}'
  expect(reply.headers.get('content-length')).toBe(String(whole.length))
  const { value } = await reply.body!.getReader().read()
  expect(Buffer.from(value!).toString()).toBe('{"status":"success","proc')
})

it('throttles requests above the limit, frees the place when one ends, and says when to retry', async () => {
  const giveUp = new AbortController()
  const faults = { throttle: { uploads: 1, deletes: 0 }, retryAfterSeconds: 7 }
  emulator.setFaults({ ...faults, next: [{ kind: 'silence' }] })
  const held = upload('u-1', giveUp.signal)
  await arrivals(1)
  const refused = await upload()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await refused.json()).toEqual({ status: 'fail', error: 'Too many concurrent requests', code: 429 })

  giveUp.abort()
  await expect(held).rejects.toThrow('abort')
  let status = 429
  while (status === 429) {
    status = (await upload()).status
  }
  expect(status).toBe(200)
  expect(emulator.counters().peakConcurrency.upload).toBe(2)
})

it('never throttles a client that sends one request after another, however long the answers', async () => {
  emulator.setFaults({ throttle: { uploads: 1, deletes: 1 } })
  const refused = { ...record('u-1'), profileData: { Age: 0, Bio: 'x'.repeat(100_000) } }
  const body = JSON.stringify({ d: Array.from({ length: 10 }, () => refused) })
  for (let count = 0; count < 10; count++) {
    const reply = await post('/1/upload', body)
    expect(reply.status).toBe(200)
    expect((await reply.json()).unprocessed).toHaveLength(10)
  }
  expect(emulator.counters()).toMatchObject({ throttled: 0, peakConcurrency: { upload: 1 } })
})

it('keeps an answer back for its latency, and lets later requests pass it', async () => {
  emulator.setFaults({ latencyMs: 3_600_000 })
  const late = expect(upload('late')).rejects.toThrow('fetch failed')
  await recorded(1)
  emulator.setFaults({ latencyMs: 1 })
  expect((await upload('soon')).status).toBe(200)
  expect(emulator.journal.map(({ status }) => status)).toEqual([undefined, 200])
  expect([...emulator.profiles().keys()]).toEqual(['soon'])
  await emulator.close()
  await late
})

describe('a record nested some thousand levels deep', () => {
  const deep = '{"a":['.repeat(20_000) + '1' + ']}'.repeat(20_000)
  const deepRecord = (identity: string, attributes = `"Deep":${deep}`) =>
    `{"type":"profile","identity":"${identity}","profileData":{${attributes}}}`
  const uploadWithNeighbour = (deepOne: string) =>
    post('/1/upload', `{"d":[${deepOne},${JSON.stringify(record('u-1'))}]}`)
  const contentOf = async (path: string) => {
    const headers = { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode }
    return (await fetch(emulator.url + path, { headers })).text()
  }

  it('is stored, read and listed beside its neighbours', async () => {
    const reply = await uploadWithNeighbour(deepRecord('deep'))
    expect(await reply.json()).toEqual({ status: 'success', processed: 2, unprocessed: [] })
    expect((await contentOf('/1/profile.json?identity=deep')).includes(deep)).toBe(true)
    expect((await contentOf('/_emulator/profiles')).includes(`"Deep":${deep}`)).toBe(true)
  })

  it('is echoed when it is refused', async () => {
    const reply = await uploadWithNeighbour(deepRecord('deep', `"Age":0,"Deep":${deep}`))
    expect(reply.status).toBe(200)
    expect((await reply.text()).includes(deep)).toBe(true)
    expect([...emulator.profiles().keys()]).toEqual(['u-1'])
  })

  it('is a value of a list like any other', async () => {
    const reply = await uploadWithNeighbour(deepRecord('deep', `"Tags":{"$add":[${deep}]}`))
    expect(await reply.json()).toEqual({ status: 'success', processed: 2, unprocessed: [] })
    const tags = emulator.profiles().get('deep')?.profileData.Tags
    expect(Array.isArray(tags) && tags.length === 1 && tags[0] === deep).toBe(true)
  })

  it('is refused with its request beyond what the emulator reads', async () => {
    const reply = await post('/1/upload', '['.repeat(100_001))
    expect([reply.status, (await reply.json()).error]).toEqual([
      413,
      'The emulator reads at most 100000 levels of nesting.'
    ])
  })
})

it('reads a large body whole, and refuses one above 64 MB', async () => {
  const bio = 'x'.repeat(5_000_000)
  const body = JSON.stringify({ d: [{ ...record('u-1'), profileData: { Bio: bio } }] })
  expect((await post('/1/upload', body)).status).toBe(200)
  expect(emulator.profiles().get('u-1')?.profileData.Bio === bio).toBe(true)
  expect((await post('/1/upload', ' '.repeat(64 * 1024 * 1024 + 1))).status).toBe(413)
})
