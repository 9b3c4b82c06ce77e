import { startEmulator } from '..'
import type { Emulator, EmulatorOptions } from '..'

let emulator: Emulator
const start = async (options?: EmulatorOptions) => (emulator = await startEmulator(options))
afterEach(() => emulator.close())

const post = (body: string, path = '/1/upload') =>
  fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode },
    body
  })
const bodies = () => emulator.journal.map(({ body }) => body)

describe('the journal', () => {
  it('has the exact texts of each request and its answer, and nothing of the own routes', async () => {
    await start()
    await post('{"d": [{"type":"profile","identity":"ü","profileData":{}}]}', '/1/upload?dryRun=1')
    await fetch(`${emulator.url}/_emulator/counters`)
    const [{ headers, ...exchange }, ...others] = emulator.journal
    expect(exchange).toEqual({
      method: 'POST',
      url: '/1/upload?dryRun=1',
      body: '{"d": [{"type":"profile","identity":"ü","profileData":{}}]}',
      status: 200,
      reply: '{"status":"success","processed":1,"unprocessed":[]}'
    })
    expect(headers).toContainEqual(['X-CleverTap-Account-Id', emulator.accountId])
    expect(others).toEqual([])
  })

  it('has no answer where there was none', async () => {
    await start({
      faults: { next: [{ kind: 'cutAfter' }, { kind: 'stall' }, { kind: 'status', status: 503, body: 'x' }] }
    })
    await post('1').catch(() => undefined)
    await post('2')
      .then((reply) => Promise.race([reply.text(), emulator.close()]))
      .catch(() => undefined)
    expect(emulator.journal.map(({ body, status, reply }) => [body, status, reply])).toEqual([
      ['1', undefined, undefined],
      ['2', undefined, undefined]
    ])
  })

  it('drops the oldest exchanges when it is full', async () => {
    await start({ journalCharacters: 3000 })
    for (const body of ['first', 'a'.repeat(800), 'b'.repeat(800)]) {
      await post(body)
    }
    expect(bodies()).toEqual(['a'.repeat(800), 'b'.repeat(800)])
    await post('c'.repeat(3001))
    expect(bodies()).toEqual([])
    await post('small')
    expect(bodies()).toEqual(['small'])
  })

  it('is empty after a reset, and when it may keep nothing', async () => {
    await start()
    await post('{}')
    emulator.reset()
    expect(emulator.journal).toEqual([])
    await emulator.close()
    await start({ journalCharacters: 0 })
    await post('{}')
    expect(emulator.journal).toEqual([])
  })
})

it('tells of each request before it is applied', async () => {
  const told: [string, number][] = []
  await start({ onRequest: ({ body }) => void told.push([body, emulator.counters().records.applied]) })
  const body = '{"d":[{"type":"profile","identity":"u-1","profileData":{}}]}'
  await post(body)
  expect(told).toEqual([[body, 0]])
  expect(emulator.counters().records.applied).toBe(1)
})

it('gives a request the fault that the listener answers with, instead of any other', async () => {
  await start({
    faults: { next: [{ kind: 'silence' }] },
    onRequest: ({ body }) => (body === 'a' ? { kind: 'status', status: 503, retryAfter: 'soon' } : undefined)
  })
  const reply = await post('a')
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, 'soon'])
  expect((await post('b')).status).toBe(400)
  expect(emulator.counters().faults).toMatchObject({ status: 1, silence: 0 })
})

it('takes profiles as they are, in place of what there was', async () => {
  await start()
  const profiles = JSON.parse('{"u-1":{"Email":["a"],"none":null},"__proto__":{"plan":"gold"},"nil":{}}')
  emulator.seed({ 'u-1': { old: true } })
  emulator.seed(profiles)
  expect(emulator.profiles()).toEqual(
    new Map([
      ['u-1', { identity: 'u-1', profileData: { Email: ['a'], none: null } }],
      ['__proto__', { identity: '__proto__', profileData: { plan: 'gold' } }],
      ['nil', { identity: 'nil', profileData: {} }]
    ])
  )
  await post('{"d":[{"type":"profile","identity":"u-1","profileData":{"plan":"free"}}]}')
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({ Email: ['a'], none: null, plan: 'free' })
})
