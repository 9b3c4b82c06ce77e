/** The server of the page: three files and two questions, to this machine alone. */
import { randomBytes } from 'crypto'
import * as http from 'http'
import { readBody } from '../../loopback'
import { actions } from '../engine/actions'
import { parseCase } from '../engine/case'
import { CaseProblem } from '../engine/explain'
import type { Engine } from '../engine/explain'
import { parseJson } from '../../segment/event'
import type { Access } from './access'
import { decide } from './access-guard'
import type { Route } from './access-guard'
import { limits } from '../protocol'
import type { Start } from '../protocol'
import { Dropped, Queue, QueueFull } from './queue'

/** The page as it was built. `{{nonce}}` in the HTML is filled in for each answer. */
export type PageFiles = { html: string; script: Buffer; styles: Buffer }

export type Site = { access: Access; files: PageFiles; start: Start; engine: Engine }

type Answer = { status: number; type: string; body: string | Buffer; nonce?: string; location?: string }

/** A server that is not yet listening. The port of `site.access` may be filled in once it does. */
export function createServer(site: Site): http.Server {
  const queue = new Queue()
  return http.createServer((incoming, response) => {
    answer(site, queue, incoming, response)
      .then((found) => found && send(response, site, found))
      .catch(() => response.destroy())
  })
}

async function answer(
  site: Site,
  queue: Queue,
  incoming: http.IncomingMessage,
  response: http.ServerResponse
): Promise<Answer | undefined> {
  const { method = '', url = '', headers } = incoming
  const decision = decide({ method, path: url.split('?')[0], headers }, site.access)
  if ('status' in decision) {
    return toError(decision.status, decision.error)
  }
  return decision.route === 'run' ? run(site, queue, incoming, response) : toFile(decision.route, site)
}

function toFile(route: Exclude<Route, 'run'>, { access, files, start }: Site): Answer {
  switch (route) {
    case 'page': {
      const nonce = randomBytes(18).toString('base64')
      const body = files.html.replace(/\{\{nonce\}\}/g, nonce)
      return { status: 200, type: 'text/html; charset=utf-8', body, nonce }
    }
    case 'script':
      return { status: 200, type: 'text/javascript; charset=utf-8', body: files.script }
    case 'styles':
      return { status: 200, type: 'text/css; charset=utf-8', body: files.styles }
    case 'open': {
      const location = access.open()
      return location === undefined
        ? toError(410, 'This address works once. Open the address that the command prints.')
        : { status: 303, type: 'text/plain; charset=utf-8', body: '', location }
    }
    case 'start':
      return toJson(200, start)
  }
}

/** @returns nothing if the client has gone away */
async function run(
  { engine }: Site,
  queue: Queue,
  incoming: http.IncomingMessage,
  response: http.ServerResponse
): Promise<Answer | undefined> {
  const body = await readBody(incoming, limits.caseBytes)
  if (body === undefined) {
    return toError(413, 'The case is larger than 1 MB.')
  }
  const input = parseJson(body)
  if (!input) {
    return toError(400, 'The body is not JSON.')
  }
  const parsed = parseCase(input.value, Object.keys(actions))
  if ('error' in parsed) {
    return toError(400, parsed.error)
  }
  try {
    return toJson(
      200,
      await queue.run(
        () => engine.explain(parsed.case),
        () => !response.destroyed
      )
    )
  } catch (error) {
    if (error instanceof Dropped) {
      return undefined
    }
    if (error instanceof QueueFull) {
      return toError(503, 'Too many changes at once.')
    }
    // What is not foreseen may quote anything in its message, so only its kind is shown.
    return error instanceof CaseProblem
      ? toError(400, error.message)
      : toError(500, `Unexpected ${error instanceof Error ? error.name : 'error'}. Please report it.`)
  }
}

const toJson = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body)
})

const toError = (status: number, error: string) => toJson(status, { error })

function send(response: http.ServerResponse, { engine }: Site, answer: Answer): void {
  const { status, type, body, nonce, location } = answer
  const content = typeof body === 'string' ? Buffer.from(body.split(engine.secret).join('•••')) : body
  response.writeHead(status, {
    'content-type': type,
    'content-length': content.length,
    'cache-control': 'no-store',
    'content-security-policy': toPolicy(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(location !== undefined && { location })
  })
  response.end(content)
}

/** The page can send requests to this server only. The editor adds its styles with the nonce. */
const toPolicy = (nonce: string | undefined) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'"
  ].join('; ')
