/** Decides which route a request may take, or with which status it is refused. Pure. */
import { createHash, timingSafeEqual } from 'crypto'
import { isOwnHost, isOwnOrigin } from '../../loopback'
import { tokenHeader } from '../protocol'
import type { Access } from './access'

/** A request before its body is read: header names in lower case, `path` without the query. */
export type Request = { method: string; path: string; headers: { [name: string]: string | string[] | undefined } }

export type Route = 'page' | 'script' | 'styles' | 'open' | 'start' | 'run'

export type Decision = { route: Route } | { status: number; error: string }

type Rule = { route: Route; method: string; isPrivate: boolean }

const rules = new Map<string, Rule>([
  ['/', { route: 'page', method: 'GET', isPrivate: false }],
  ['/page.js', { route: 'script', method: 'GET', isPrivate: false }],
  ['/page.css', { route: 'styles', method: 'GET', isPrivate: false }],
  ['/api/start', { route: 'start', method: 'GET', isPrivate: true }],
  ['/api/run', { route: 'run', method: 'POST', isPrivate: true }]
])

/** Its path is secret, and works once. */
const openRule: Rule = { route: 'open', method: 'GET', isPrivate: false }

/**
 * The Host comes first: a site whose name was made to point to this machine (DNS rebinding) learns nothing, not even
 * which routes there are. Another site's page is told by its Origin or Sec-Fetch-Site, which no script can forge, and
 * other users of this machine by the token. The body, read later, is checked by the server.
 */
export function decide(
  { method, path, headers }: Request,
  { port, token, opening }: Pick<Access, 'port' | 'token' | 'opening'>
): Decision {
  if (!isOwnHost(headers.host, port)) {
    return { status: 421, error: 'This address is not served here.' }
  }
  const rule = isToken(path, `/open/${opening}`) ? openRule : rules.get(path)
  if (!rule) {
    return { status: 404, error: 'There is no such page.' }
  }
  if (method !== rule.method) {
    return { status: 405, error: `Only ${rule.method} works here.` }
  }
  if (!isOwnOrigin(headers.origin, port) || !isOwnSite(headers['sec-fetch-site'], rule.route)) {
    return { status: 403, error: 'Other sites may not ask here.' }
  }
  if (rule.isPrivate && !isToken(headers[tokenHeader], token)) {
    return { status: 401, error: 'Open the address that the command printed.' }
  }
  if (rule.method === 'POST' && !isJson(headers['content-type'])) {
    return { status: 415, error: 'The body must be application/json.' }
  }
  return { route: rule.route }
}

/** `none` is a person who opens the address. */
const isOwnSite = (site: unknown, route: Route) =>
  site === undefined || site === 'same-origin' || (site === 'none' && (route === 'page' || route === 'open'))

/** Digests have one length, and comparing them takes one time whatever was sent. */
const isToken = (given: unknown, token: string) =>
  typeof given === 'string' && timingSafeEqual(toDigest(given), toDigest(token))

const toDigest = (text: string) => createHash('sha256').update(text).digest()

const isJson = (type: unknown) => typeof type === 'string' && /^application\/json *(;|$)/i.test(type)
