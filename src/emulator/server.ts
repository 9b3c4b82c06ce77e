/** The HTTP side of the emulator: reads requests, plays faults on the socket, writes replies. */
import * as http from 'http'
import { setTimeout as delay } from 'timers/promises'
import { answerControl, controlPrefix } from './control'
import type { StreamedReply } from './control'
import type { Emulation } from './emulation'
import { throttledText } from './faults'
import type { Action } from './faults'
import { routeOf, toFailure } from './handle'
import type { Request } from './handle'

/** CleverTap documents no limit; this one only keeps a runaway client from filling the memory. */
const maxBodyBytes = 64 * 1024 * 1024

/** Longer than any pause in a test run, so that a reused socket is never closed under a client. */
const keepAliveTimeoutMs = 60_000

/** A server that answers for one emulation and is not yet listening. */
export function createServer(emulation: Emulation): http.Server {
  const server = http.createServer((incoming, response) => {
    serve(emulation, incoming, response).catch(() => incoming.socket.destroy())
  })
  server.keepAliveTimeout = keepAliveTimeoutMs
  return server
}

async function serve(
  emulation: Emulation,
  incoming: http.IncomingMessage,
  response: http.ServerResponse
): Promise<void> {
  const [path, query] = (incoming.url ?? '/').split(/\?(.*)/s)
  const visit = path.startsWith(controlPrefix) ? undefined : emulation.arrive(routeOf(path))
  if (visit) {
    response.once('close', visit.leave)
  }

  const body = await readBody(incoming)
  if (body === undefined) {
    return send(response, toFailure(413, `The emulator reads at most ${maxBodyBytes} bytes.`))
  }
  const { method = 'GET', headers } = incoming
  const request: Request = { method, path, query: new URLSearchParams(query), headers, body }
  if (!visit) {
    return send(response, answerControl(emulation, request))
  }

  if (emulation.latencyMs > 0 && visit.action.kind !== 'throttle') {
    await delay(emulation.latencyMs, undefined, { ref: false })
  }
  play(visit.action, emulation, request, response)
}

/** The whole body as text, or undefined when it is too long. Reads to the end in any case, as the client expects. */
async function readBody(incoming: http.IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    bytes += chunk.length
    if (bytes <= maxBodyBytes) {
      chunks.push(chunk)
    }
  }
  return bytes <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : undefined
}

function play(action: Action, emulation: Emulation, request: Request, response: http.ServerResponse): void {
  const respond = (reply: StreamedReply) => send(response, reply, emulation.retryAfterSeconds)
  switch (action.kind) {
    case 'answer':
    case 'partial':
      return respond(emulation.answer(request, action))
    case 'throttle':
      return respond(toFailure(429, throttledText))
    case 'status':
    case 'reply': {
      const failure = toFailure(action.status, action.status === 429 ? throttledText : 'Injected fault')
      const headers = action.contentType === undefined ? failure.headers : { 'content-type': action.contentType }
      const body = action.status < 300 ? '' : failure.body
      return respond({ status: action.status, headers, body: action.body ?? body })
    }
    case 'silence':
      return
    case 'cutBefore':
      response.destroy()
      return
    case 'cutAfter':
      emulation.answer(request, action)
      response.destroy()
      return
    case 'garbage': {
      emulation.answer(request, action)
      const body = '<html><head><title>Please wait</title></head><body>Please wait</body></html>'
      return respond({ status: 200, headers: { 'content-type': 'text/html' }, body })
    }
    case 'stall': {
      const { status, headers, body } = emulation.answer(request, action)
      const bytes = Buffer.from(body)
      response.writeHead(status, { ...headers, 'content-length': bytes.length })
      response.write(bytes.subarray(0, bytes.length / 2))
    }
  }
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
    body.pipe(response)
  }
}
