import * as http from 'http'
import { startEmulator } from '..'

it('listens on a free port of this machine with default credentials', async () => {
  const [one, two] = await Promise.all([startEmulator(), startEmulator()])
  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(one.url).not.toBe(two.url)
  expect([one.accountId, one.passcode]).toEqual(['EMULATED-ACCOUNT', 'EMULATED-PASSCODE'])
  await Promise.all([one.close(), two.close()])
})

it('takes other credentials', async () => {
  const emulator = await startEmulator({ accountId: 'a', passcode: 'p' })
  const headers = { 'X-CleverTap-Account-Id': 'a', 'X-CleverTap-Passcode': 'p' }
  expect((await fetch(`${emulator.url}/1/profile.json?identity=x`, { headers })).status).toBe(200)
  await emulator.close()
})

it('says when the port is in use', async () => {
  const emulator = await startEmulator()
  const port = Number(new URL(emulator.url).port)
  await expect(startEmulator({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use. Choose another, or 0 for a free one.`
  )
  await emulator.close()
  const again = await startEmulator({ port })
  expect(again.url).toBe(emulator.url)
  await again.close()
})

it.each([-1, 65536, 1.5, NaN])('refuses the port %d', async (port) => {
  await expect(startEmulator({ port })).rejects.toThrow('`port` must be a whole number from 0 to 65535.')
})

it('refuses faults that are none', async () => {
  await expect(startEmulator({ faults: { cutBefore: 2 } })).rejects.toThrow('`cutBefore` must be a rate from 0 to 1.')
})

it('closes at once with silent, stalled, delayed and idle sockets open, and may be closed again', async () => {
  const emulator = await startEmulator({ faults: { next: [{ kind: 'silence' }, { kind: 'stall' }], latencyMs: 1 } })
  const request = () =>
    new Promise<string>((resolve) => {
      const sent = http.get(emulator.url, { agent: new http.Agent({ keepAlive: true }) })
      sent.on('response', (reply) =>
        reply
          .on('error', () => resolve('ended'))
          .on('end', () => resolve('answered'))
          .resume()
      )
      sent.on('error', () => resolve('ended'))
    })
  const open = [request(), request()]
  while (emulator.counters().requests.other < 2) {
    await new Promise(setImmediate)
  }
  expect(await request()).toBe('answered')
  emulator.setFaults({ latencyMs: 3_600_000 })
  open.push(request())
  while (emulator.counters().requests.other < 4) {
    await new Promise(setImmediate)
  }

  await emulator.close()
  expect(await Promise.all(open)).toEqual(['ended', 'ended', 'ended'])
  await emulator.close()
})

it('hands out profiles and counters as they were at that moment', async () => {
  const emulator = await startEmulator()
  const profiles = emulator.profiles()
  const counters = emulator.counters()
  await fetch(`${emulator.url}/1/upload`, {
    method: 'POST',
    headers: { 'X-CleverTap-Account-Id': emulator.accountId, 'X-CleverTap-Passcode': emulator.passcode },
    body: '{"d":[{"type":"profile","identity":"u-1","profileData":{}}]}'
  })
  expect(profiles.size).toBe(0)
  expect(counters.requests.upload).toBe(0)
  expect(emulator.counters().requests.upload).toBe(1)
  await emulator.close()
})
