/** Stands in for CleverTap in a dry run: takes every request, and keeps it until it is asked for. */
import http from 'http'
import type { AddressInfo } from 'net'

export type Recorded = { path: string; body: string }

/** `take` empties what was kept. */
export type Recorder = { url: string; take: () => Recorded[]; close: () => Promise<void> }

export async function startRecorder(): Promise<Recorder> {
  let recorded: Recorded[] = []
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      recorded.push({ path: incoming.url ?? '', body: Buffer.concat(chunks).toString('utf8') })
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"success"}')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const take = () => {
    const taken = recorded
    recorded = []
    return taken
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, take, close }
}
