/** Stands in for CleverTap in a dry run: prints each request as it would be sent, and takes it. */
import http from 'http'
import type { AddressInfo } from 'net'

export type Recorder = { url: string; close: () => Promise<void> }

/** Headers of this connection, not of the request as CleverTap would get it. */
const ownHeaders = new Set(['host', 'connection', 'accept', 'accept-encoding', 'content-length'])

/**
 * @param endpoint where the requests would go
 * @param print gets one request at a time, the passcode masked
 */
export async function startRecorder(endpoint: string, print: (request: string) => void): Promise<Recorder> {
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      print(toText(endpoint, incoming, Buffer.concat(chunks).toString('utf8')))
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"success"}')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

function toText(endpoint: string, { method, url, rawHeaders }: http.IncomingMessage, body: string): string {
  const headers: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (!ownHeaders.has(name.toLowerCase())) {
      headers.push(`${name}: ${/passcode/i.test(name) ? '***' : rawHeaders[index + 1]}`)
    }
  }
  return [`${method} ${endpoint}${url}`, ...headers, '', body, ''].join('\n')
}
