/** Who may ask the page's server what. */
import { decide } from '../access-guard'
import type { Request } from '../access-guard'

const access = { port: 4000, token: 'the-token', opening: 'once' }
const own = { host: '127.0.0.1:4000' }
const asked = { ...own, 'x-page-token': 'the-token' }
const posted = { ...asked, origin: 'http://127.0.0.1:4000', 'content-type': 'application/json' }

const statusOf = (method: string, path: string, headers: Request['headers']) => {
  const decision = decide({ method, path, headers }, access)
  return 'status' in decision ? decision.status : decision.route
}

describe('a client that has the address', () => {
  it.each([
    ['GET', '/', { ...own, 'sec-fetch-site': 'none' }, 'page'],
    ['GET', '/', { host: 'localhost:4000' }, 'page'],
    ['GET', '/', { host: '[::1]:4000', 'sec-fetch-site': 'same-origin' }, 'page'],
    ['GET', '/page.js', { ...own, 'sec-fetch-site': 'same-origin' }, 'script'],
    ['GET', '/page.css', { ...own, 'sec-fetch-site': 'same-origin' }, 'styles'],
    ['GET', '/open/once', { ...own, 'sec-fetch-site': 'none' }, 'open'],
    ['GET', '/api/start', asked, 'start'],
    ['POST', '/api/run', posted, 'run'],
    ['POST', '/api/run', { ...posted, origin: 'http://localhost:4000', host: 'LOCALHOST:4000' }, 'run'],
    ['POST', '/api/run', { ...posted, origin: undefined, 'content-type': 'application/json; charset=utf-8' }, 'run']
  ])('gets in: %s %s', (method, path, headers, route) => {
    expect(statusOf(method, path, headers)).toBe(route)
  })
})

describe('a client that has not is refused', () => {
  it.each([
    ['another name for this machine', 'GET', '/', { host: 'evil.example:4000' }, 421],
    ['a name that only begins as ours', 'GET', '/', { host: '127.0.0.1:4000.evil.example' }, 421],
    ['another port', 'GET', '/', { host: '127.0.0.1:4001' }, 421],
    ['no port', 'GET', '/', { host: '127.0.0.1' }, 421],
    ['no host', 'GET', '/', {}, 421],
    ['another name, before anything else is looked at', 'PUT', '/nowhere', { host: 'evil.example' }, 421],
    ['an unknown page', 'GET', '/nowhere', own, 404],
    ['a path upwards', 'GET', '/../package.json', own, 404],
    ['an unknown page with a wrong method', 'DELETE', '/nowhere', own, 404],
    ['a wrong method', 'POST', '/', own, 405],
    ['an address for the browser that was guessed', 'GET', '/open/twice', own, 404],
    ['a link to the address for the browser', 'GET', '/open/once', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a run that is asked for by GET', 'GET', '/api/run', asked, 405],
    ['a preflight', 'OPTIONS', '/api/run', asked, 405],
    ['another site', 'POST', '/api/run', { ...posted, origin: 'https://evil.example' }, 403],
    ['a site of no origin', 'POST', '/api/run', { ...posted, origin: 'null' }, 403],
    ['our name under another protocol', 'POST', '/api/run', { ...posted, origin: 'https://127.0.0.1:4000' }, 403],
    ['our name at another port', 'POST', '/api/run', { ...posted, origin: 'http://127.0.0.1:4001' }, 403],
    ['a script of another site', 'GET', '/page.js', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a link on another site', 'GET', '/', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of the same site', 'GET', '/', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['a person who opens the address of a question', 'GET', '/api/start', { ...asked, 'sec-fetch-site': 'none' }, 403],
    ['no token', 'GET', '/api/start', own, 401],
    ['a wrong token', 'GET', '/api/start', { ...own, 'x-page-token': 'the-tokem' }, 401],
    ['a longer token', 'GET', '/api/start', { ...own, 'x-page-token': 'the-token2' }, 401],
    ['an empty token', 'POST', '/api/run', { ...posted, 'x-page-token': '' }, 401],
    ['a form', 'POST', '/api/run', { ...posted, 'content-type': 'text/plain' }, 415],
    ['a type that only begins as JSON', 'POST', '/api/run', { ...posted, 'content-type': 'application/jsonp' }, 415],
    ['no type', 'POST', '/api/run', { ...posted, 'content-type': undefined }, 415]
  ])('%s', (_name, method, path, headers, status) => {
    expect(statusOf(method, path, headers)).toBe(status)
  })
})
