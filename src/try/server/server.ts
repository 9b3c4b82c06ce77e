/** The server of the page: three files and two questions, to this machine alone. */
import { randomBytes } from 'crypto'
import * as http from 'http'
import { readBody } from '../../loopback'
import { actions } from '../engine/actions'
import { parseCase } from '../engine/case'
import { CaseProblem } from '../engine/explain'
import type { Engine } from '../engine/explain'
import { decide } from './gate'
import type { Door, Route } from './gate'
import { limits } from '../protocol'
import type { Start } from '../protocol'
import { Dropped, Queue, QueueFull } from './queue'

/** The page as it was built. `{{nonce}}` in the HTML is filled in for each answer. */
export type PageFiles = { html: string; script: Buffer; styles: Buffer }

export type Site = { door: Door; files: PageFiles; start: Start; engine: Engine }

type Answer = { status: number; type: string; body: string | Buffer; nonce?: string }

/** A server that is not yet listening. The port of `site.door` may be filled in once it does. */
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
  const passage = decide({ method, path: url.split('?')[0], headers }, site.door)
  if ('status' in passage) {
    return toError(passage.status, passage.error)
  }
  return passage.route === 'run' ? run(site, queue, incoming, response) : toFile(passage.route, site)
}

function toFile(route: Exclude<Route, 'run'>, { files, start }: Site): Answer {
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
    case 'start':
      return toJson(200, start)
  }
}

/** @returns nothing if whoever asked has gone away */
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

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const toJson = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body)
})

const toError = (status: number, error: string) => toJson(status, { error })

function send(response: http.ServerResponse, { engine }: Site, { status, type, body, nonce }: Answer): void {
  const content = typeof body === 'string' ? Buffer.from(body.split(engine.secret).join('•••')) : body
  response.writeHead(status, {
    'content-type': type,
    'content-length': content.length,
    'cache-control': 'no-store',
    'content-security-policy': toPolicy(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff'
  })
  response.end(content)
}

/** The page can ask this server and nobody else. The editor adds its styles with the nonce. */
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
