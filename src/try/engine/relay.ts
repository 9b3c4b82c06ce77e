/** Stands between the destination and the emulator, and keeps what goes over the wire as it is. */
import * as http from 'http'
import type { AddressInfo } from 'net'
import type { Exchange } from '../protocol'

export type Relay = {
  url: string
  /** Gives the exchanges since the last call, in order. */
  take: () => Exchange[]
  close: () => Promise<void>
}

/** Where the request would go; which region is the customer's to know. */
const shownEndpoint = 'https://<region>.api.clevertap.com'

/** Headers of this connection, not of the request as CleverTap would get it. */
const ownHeaders = new Set(['host', 'connection', 'accept', 'accept-encoding', 'content-length'])

/** @param target the emulator; a connection that it cuts is cut here */
export async function startRelay(target: string): Promise<Relay> {
  let exchanges: Exchange[] = []
  const server = http.createServer((incoming, response) => {
    read(incoming)
      .then(async (body) => {
        const exchange = toExchange(incoming, body)
        exchanges.push(exchange)
        const reply = await forward(target, incoming, body)
        exchange.status = reply.status
        exchange.reply = reply.body.toString('utf8')
        response.writeHead(reply.status, reply.headers)
        response.end(reply.body)
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = exchanges
      exchanges = []
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function toExchange({ method = '', url = '', rawHeaders }: http.IncomingMessage, body: Buffer): Exchange {
  const headers: [string, string][] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (!ownHeaders.has(name.toLowerCase())) {
      headers.push([name, /passcode/i.test(name) ? '•••' : rawHeaders[index + 1]])
    }
  }
  return { method, url: `${shownEndpoint}${url}`, headers, body: body.toString('utf8') }
}

type Reply = { status: number; headers: http.IncomingHttpHeaders; body: Buffer }

/** Rejects when the connection ends without an answer. */
function forward(target: string, { method, url, headers }: http.IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${target}${url}`, { method, headers, agent: false }, (answer) => {
      read(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: content }),
        reject
      )
    })
    request.once('error', reject)
    request.end(body)
  })
}

async function read(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
