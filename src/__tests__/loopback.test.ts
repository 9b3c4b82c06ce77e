import { createServer } from 'http'
import { isOwnHost, isOwnOrigin, listen, readBody } from '../loopback'

it('listens on this machine alone, says when the port is in use, and frees it', async () => {
  const silent = createServer(() => undefined)
  const { url, port, close } = await listen(silent)
  expect(url).toBe(`http://127.0.0.1:${port}`)
  expect(silent.address()).toMatchObject({ address: '127.0.0.1' })
  await expect(listen(createServer(), port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use. Choose another, or 0 for a free one.`
  )
  const waiting = fetch(url).catch(() => 'cut')
  await new Promise((resolve) => silent.once('request', resolve))
  await close()
  expect(await waiting).toBe('cut')
  await close()
  await (await listen(createServer(), port)).close()
})

it.each([
  ['of the limit', 'üx', 'üx'],
  ['above the limit, to its end', 'üxx', undefined]
])('reads a body %s', async (_name, sent, read) => {
  const seen: unknown[] = []
  const server = createServer((incoming, response) => {
    void readBody(incoming, 3).then((body) => {
      seen.push(body, incoming.readableEnded)
      response.end()
    })
  })
  const { url, close } = await listen(server)
  await fetch(url, { method: 'POST', body: sent })
  await close()
  expect(seen).toEqual([read, true])
})

it.each<[host: unknown, isOwn: boolean]>([
  ['127.0.0.1:80', true],
  ['LOCALHOST:80', true],
  ['[::1]:80', true],
  ['127.0.0.1', false],
  ['127.0.0.1:81', false],
  ['evil.example:80', false],
  ['127.0.0.1:80.evil.example', false],
  [undefined, false],
  [['127.0.0.1:80'], false]
])('takes the host %s for its own: %s', (host, isOwn) => {
  expect(isOwnHost(host, 80)).toBe(isOwn)
})

it.each<[origin: unknown, isOwn: boolean]>([
  [undefined, true],
  ['http://localhost:80', true],
  ['http://127.0.0.1:80', true],
  ['https://127.0.0.1:80', false],
  ['http://127.0.0.1:81', false],
  ['http://evil.example', false],
  ['null', false]
])('takes the origin %s for its own: %s', (origin, isOwn) => {
  expect(isOwnOrigin(origin, 80)).toBe(isOwn)
})
