/** The command `try` of the package: its page is served to whom it may be, its engine answers, and Ctrl-C ends it. */
/* global fetch, URL */
const assert = require('assert/strict')
const { spawn } = require('child_process')
const http = require('http')

const json = { 'content-type': 'application/json' }

/** What is refused, whatever the version of Node: a method, a path, headers beside the token, and the status. */
const refusals = [
  ['GET', '/', { host: 'attacker.example' }, 421],
  ['GET', '/nowhere', {}, 404],
  ['DELETE', '/', {}, 405],
  ['GET', '/api/run', {}, 405],
  ['GET', '/api/start', { origin: 'http://attacker.example' }, 403],
  ['GET', '/page.js', { 'sec-fetch-site': 'cross-site' }, 403],
  ['GET', '/api/start', { 'x-page-token': 'x' }, 401],
  ['POST', '/api/run', { 'content-type': 'text/plain' }, 415],
  ['POST', '/api/run', json, 413, ' '.repeat(1024 * 1024 + 1)],
  ['POST', '/api/run', json, 400, '{}']
]

/** The status of one request; `fetch` would not send any Host or Origin. */
function ask(origin, method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, origin), { method, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
    })
    request.once('error', reject)
    request.end(body)
  })
}

async function main() {
  const child = spawn(process.execPath, ['node_modules/.bin/actions-clevertap', 'try'], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const printed = await new Promise((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
    const [, address] = /^Open (http:\/\/127\.0\.0\.1:\d+\/#[\w-]+)\n$/.exec(printed)
    const { origin, hash } = new URL(address)
    const token = { 'x-page-token': hash.slice(1) }

    const html = await (await fetch(origin)).text()
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const { status, headers: served } = await fetch(`${origin}${path}`)
      assert.equal(status, 200)
      assert.match(served.get('content-security-policy'), /^default-src 'none'; script-src 'self'; /)
    }
    for (const [method, path, headers, status, body] of refusals) {
      const given = await ask(origin, method, path, { ...token, ...headers }, body)
      assert.equal(given, status, `${method} ${path} ${Object.keys(headers)}`)
    }

    const start = await (await fetch(`${origin}/api/start`, { headers: token })).json()
    const body = JSON.stringify({ event: start.examples[start.first], subscriptions: start.subscriptions })
    const asked = { method: 'POST', headers: { ...token, ...json }, body }
    const { events, profiles } = await (await fetch(`${origin}/api/run`, asked)).json()
    assert.equal(events[0].fate, 'delivered')
    assert.equal(events[0].warnings.length, 1)
    assert.equal(profiles.length, 1)
  } finally {
    child.kill('SIGINT')
  }
  assert.equal(await ended, 0)
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
