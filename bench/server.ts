/**
 * Stands in for CleverTap, in a process of its own: answers as soon as the request is read, or after a given latency, and
 * counts requests. `PUT /control/<latency in ms>` sets the latency and answers with the count, which starts anew.
 */
import { createServer } from 'http'
import type { AddressInfo } from 'net'

let latencyMs = 0
let requests = 0

function setLatency(path: string): object {
  const counted = { requests }
  latencyMs = Number(path.slice('/control/'.length))
  requests = 0
  return counted
}

/** Counts without parsing: this process shares the machine with what is measured. */
function answer(path: string, body: string): object {
  requests++
  const processed = body.match(/"type":"(profile|event)"/g)?.length
  return path === '/1/upload' ? { status: 'success', processed, unprocessed: [] } : { status: 'success' }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = request.url ?? ''
    const isControl = path.startsWith('/control/')
    const reply = JSON.stringify(isControl ? setLatency(path) : answer(path, Buffer.concat(chunks).toString('latin1')))
    const end = () => response.writeHead(200, { 'content-type': 'application/json' }).end(reply)
    if (latencyMs > 0 && !isControl) {
      setTimeout(end, latencyMs)
    } else {
      end()
    }
  })
})

// Never: a connection that ends while it waits for the next measurement looks like a failed request.
server.keepAliveTimeout = 0

server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit())
