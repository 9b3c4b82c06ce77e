import * as http from 'http'
import { startEmulator } from '..'
import type { Emulator } from '..'

let emulator: Emulator
beforeAll(async () => (emulator = await startEmulator()))
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

const control = async (method: string, path: string, body?: string) => {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, { method, body })
  return { status: response.status, body: await response.json() }
}
const send = (body: unknown) =>
  fetch(`${emulator.url}/1/upload`, {
    method: 'POST',
    headers: { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode },
    body: JSON.stringify(body)
  })
const upload = (identities: string[]) =>
  send({ d: identities.map((identity) => ({ type: 'profile', identity, profileData: { Name: 'Ä' } })) })

it('reads the same counters as the emulator itself, uncounted', async () => {
  await upload(['u-1', 'u-2', ''])
  const { status, body } = await control('GET', 'counters')
  expect(status).toBe(200)
  expect(body).toEqual(emulator.counters())
  expect(body).toMatchObject({ records: { applied: 2, refused: 1 }, profiles: 2, requests: { upload: 1, other: 0 } })
})

it('reads profiles, none and many', async () => {
  expect(await control('GET', 'profiles')).toEqual({ status: 200, body: [] })
  const identities = Array.from({ length: 1000 }, (_, index) => `u-${index}`)
  await upload(identities)
  const { body } = await control('GET', 'profiles')
  expect(body).toEqual(identities.map((identity) => ({ identity, profileData: { Name: 'Ä' } })))
})

it('lists people without an identity, whom the map by identity lacks', async () => {
  const d = [
    { type: 'profile', FBID: '1414', profileData: { Name: 'John' } },
    { type: 'profile', identity: 'u-1', profileData: {} }
  ]
  await send({ d })
  expect((await control('GET', 'profiles')).body).toEqual([
    { FBID: '1414', profileData: { Name: 'John' } },
    { identity: 'u-1', profileData: {} }
  ])
  expect([...emulator.profiles().keys()]).toEqual(['u-1'])
  expect(emulator.counters().profiles).toBe(2)
})

it('reads events as the emulator itself does, and counts them', async () => {
  expect(await control('GET', 'events')).toEqual({ status: 200, body: [] })
  await send({
    d: [
      { type: 'event', identity: 'u-1', evtName: 'Signed Up', evtData: { plan: 'gold' }, ts: 1700000000 },
      { type: 'event', FBID: '1414', evtName: 'Web Event', evtData: {} },
      { type: 'event', identity: 'u-1', evtName: 'Stayed', evtData: {} }
    ]
  })
  const events = [
    { identity: 'u-1', evtName: 'Signed Up', evtData: { plan: 'gold' }, ts: 1700000000 },
    { FBID: '1414', evtName: 'Web Event', evtData: {} }
  ]
  expect((await control('GET', 'events')).body).toEqual(events)
  expect(emulator.events()).toEqual(events)
  expect(emulator.counters()).toMatchObject({ events: 2, profiles: 2, records: { applied: 2, refused: 1 } })
  emulator.reset()
  expect(emulator.events()).toEqual([])
})

it('sets faults for the requests that follow', async () => {
  expect((await control('PUT', 'faults', '{"next":[{"kind":"status","status":503}]}')).status).toBe(200)
  expect((await upload(['u-1'])).status).toBe(503)
  expect((await upload(['u-1'])).status).toBe(200)
})

it('refuses what are not faults, saying why', async () => {
  expect(await control('PUT', 'faults', '{"latencyMs":"x"}')).toEqual({
    status: 400,
    body: { status: 'fail', error: '`latencyMs` must be a number of milliseconds from 0 to 3600000.', code: 400 }
  })
  expect((await control('PUT', 'faults', '{')).status).toBe(400)
  expect((await control('PUT', 'faults')).status).toBe(400)
})

it('resets', async () => {
  await upload(['u-1'])
  expect((await control('POST', 'reset')).status).toBe(200)
  expect(emulator.counters()).toMatchObject({ profiles: 0, requests: { upload: 0 } })
})

describe('against pages of the web', () => {
  /** Node's `fetch` sets these headers itself, so the request goes out by hand. */
  const requestWith = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(emulator.url)
      const request = http.request(
        { host: '127.0.0.1', port, method, path: `/_emulator/${path}`, headers },
        (response) => {
          response.resume().on('end', () => resolve(response.statusCode))
        }
      )
      request.on('error', reject).end()
    })
  const named = (text: string) => text.replace('PORT', new URL(emulator.url).port)

  it.each([
    ['127.0.0.1:PORT', 200],
    ['localhost:PORT', 200],
    ['LOCALHOST:PORT', 200],
    ['[::1]:PORT', 200],
    ['localhost', 421],
    ['localhost:1', 421],
    ['rebound.example:PORT', 421],
    ['127.0.0.1.rebound.example:PORT', 421]
  ])('answers the host %j with %i', async (host, status) => {
    expect(await requestWith('GET', 'profiles', { host: named(host) })).toBe(status)
  })

  it.each([
    ['http://localhost:PORT', 200],
    ['http://127.0.0.1:PORT', 200],
    ['https://localhost:PORT', 403],
    ['http://localhost:1', 403],
    ['https://page.example', 403],
    ['null', 403]
  ])('answers the origin %j with %i', async (origin, status) => {
    await upload(['u-1'])
    expect(await requestWith('POST', 'reset', { origin: named(origin) })).toBe(status)
    expect(emulator.profiles().size).toBe(status === 200 ? 0 : 1)
  })

  it('says what it takes', async () => {
    const response = await fetch(emulator.url.replace('127.0.0.1', 'localhost') + '/_emulator/counters', {
      headers: { origin: 'https://page.example' }
    })
    expect(await response.json()).toEqual({
      status: 'fail',
      error: "The emulator's own routes are not for pages of another origin.",
      code: 403
    })
  })
})

it('knows nothing else', async () => {
  expect((await control('GET', 'reset')).status).toBe(404)
  expect((await control('GET', '')).status).toBe(404)
})
