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
const upload = (identities: string[]) =>
  fetch(`${emulator.url}/1/upload`, {
    method: 'POST',
    headers: { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode },
    body: JSON.stringify({
      d: identities.map((identity) => ({ type: 'profile', identity, profileData: { Name: 'Ä' } }))
    })
  })

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

it('knows nothing else', async () => {
  expect((await control('GET', 'reset')).status).toBe(404)
  expect((await control('GET', '')).status).toBe(404)
})
