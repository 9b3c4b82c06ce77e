/** The HTTP side of the emulator: reads requests, gives each its treatment on the socket, writes replies. */
import * as http from 'http'
import { pipeline } from 'stream'
import { setTimeout as delay } from 'timers/promises'
import { readBody } from '../loopback'
import { answerControl, controlPrefix } from './control'
import type { StreamedReply } from './control'
import type { Emulation } from './emulation'
import { routeOf } from './handle'
import { toFailure } from './http'
import type { Reply, Request } from './http'
import { toHeaderPairs } from './journal'
import type { Exchange } from './journal'
import { isDeeperThan } from './json'
import type { OneShotFault } from './faults'
import { treat } from './treatment'

/** CleverTap documents no limit; this one only keeps a runaway client from filling the memory. */
const maxBodyBytes = 64 * 1024 * 1024

/** Far beyond what CleverTap or its clients can hold (its nested objects have 3 levels); each level costs memory to parse. */
const maxLevels = 100_000

/** Longer than any pause in a test run, so that a reused socket is never closed under a client. */
const keepAliveTimeoutMs = 60_000

/** A server that answers for one emulation and is not yet listening. */
export function createServer(emulation: Emulation, onRequest: OnRequest = () => undefined): http.Server {
  const server = http.createServer((incoming, response) => {
    serve(emulation, onRequest, incoming, response).catch(() => incoming.socket.destroy())
  })
  server.keepAliveTimeout = keepAliveTimeoutMs
  return server
}

/**
 * Is told of each request when the whole of it is there, before it is applied and answered. It may answer with a fault,
 * which the request then gets instead of any other.
 */
export type OnRequest = (exchange: Exchange) => OneShotFault | void

async function serve(
  emulation: Emulation,
  onRequest: OnRequest,
  incoming: http.IncomingMessage,
  response: http.ServerResponse
): Promise<void> {
  const [path, query] = (incoming.url ?? '/').split(/\?(.*)/s)
  const open = path.startsWith(controlPrefix) ? undefined : emulation.arrive(routeOf(path))
  if (open) {
    response.once('close', open.leave)
  }

  const body = await readBody(incoming, maxBodyBytes)
  const { method = 'GET', url = '/', headers, rawHeaders } = incoming
  const exchange = { method, url, headers: toHeaderPairs(rawHeaders), body: body ?? '' }
  const answer = (reply: StreamedReply) => {
    if (typeof reply.body === 'string') {
      emulation.journal.answer(exchange, reply.status, reply.body)
    }
    send(response, reply, emulation.retryAfterSeconds)
  }
  if (open) {
    emulation.journal.open(exchange)
  }
  if (body === undefined) {
    return answer(toFailure(413, `The emulator reads at most ${maxBodyBytes} bytes.`))
  }
  if (isDeeperThan(maxLevels, body)) {
    return answer(toFailure(413, `The emulator reads at most ${maxLevels} levels of nesting.`))
  }
  const request: Request = { method, path, query: new URLSearchParams(query), headers, body }
  if (!open) {
    return answer(answerControl(emulation, request, incoming.socket.localPort))
  }

  const treatment = onRequest(exchange) ?? open.treatment
  emulation.count(treatment)
  if (emulation.latencyMs > 0 && treatment.kind !== 'throttle') {
    await delay(emulation.latencyMs, undefined, { ref: false })
  }
  treat(treatment, {
    answer: (mustFail) => emulation.answer(request, mustFail ? open.draw : undefined),
    send: answer,
    sendHalf: (reply) => sendHalf(response, reply),
    cut: () => void response.destroy()
  })
}

function send(
  response: http.ServerResponse,
  { status, headers, body }: StreamedReply,
  retryAfterSeconds?: number
): void {
  if (status === 429 && retryAfterSeconds !== undefined) {
    response.setHeader('retry-after', retryAfterSeconds)
  }
  response.writeHead(status, headers)
  if (typeof body === 'string') {
    response.end(body)
  } else {
    // What fails to be read ends this answer and nothing else.
    pipeline(body, response, () => undefined)
  }
}

function sendHalf(response: http.ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length / 2))
}
