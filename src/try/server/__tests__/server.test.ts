/** The page's server over HTTP: what it serves, to whom, and what it never shows. */
import * as http from 'http'
import { mkdtempSync, rmSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import destination from '../../../destinations/clevertap'
import { listen } from '../../../loopback'
import { presetSubscriptions } from '../../../segment/subscriptions'
import { startPageServer } from '..'
import type { PageServer } from '..'
import type { Engine } from '../../engine/explain'
import type { Start, Subscription } from '../../protocol'
import { Access } from '../access'
import { createServer } from '../server'

const folder = mkdtempSync(join(tmpdir(), 'page-'))
writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="{{nonce}}">')
writeFileSync(join(folder, 'page.js'), 'script')
writeFileSync(join(folder, 'page.css'), 'styles')

const event = { type: 'identify', userId: 'ada-1', traits: { plan: 'gold' } }
const subscriptions = presetSubscriptions() as Subscription[]
const options = { port: 0, folder, version: '1.2.3', examples: [event], first: 0, subscriptions }

let pageServer: PageServer
beforeAll(async () => {
  pageServer = await startPageServer(options)
})
afterAll(async () => {
  await pageServer.close()
  rmSync(folder, { recursive: true })
})

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string }

/** The browser's fetch hides some headers and sets others, so this asks as a socket would. */
function ask(method: string, path: string, headers: http.OutgoingHttpHeaders = {}, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(pageServer.url)
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() })
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

const token = () => new URL(pageServer.url).hash.slice(1)
const asked = () => ({ 'x-page-token': token() })
const run = (input: unknown, headers = {}) => {
  const body = typeof input === 'string' ? input : JSON.stringify(input)
  return ask('POST', '/api/run', { ...asked(), 'content-type': 'application/json', ...headers }, body)
}

/** Each event is told with the whole requests, which hold all of them. */
const tooMuchToTell = () => ({
  event: Array.from({ length: 50 }, (_, index) => ({
    ...event,
    userId: `u-${index}`,
    traits: { notes: 'x'.repeat(14_000) }
  })),
  subscriptions: [subscriptions[0], subscriptions[0]]
})

const policy = (styles: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'${styles}; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`

describe('the address', () => {
  it('has a token of 192 bits in its fragment, new at each start', async () => {
    const other = await startPageServer(options)
    expect(new URL(pageServer.url)).toMatchObject({
      protocol: 'http:',
      hostname: '127.0.0.1',
      pathname: '/',
      search: ''
    })
    expect(token()).toMatch(/^[\w-]{32}$/)
    expect(new URL(other.url).hash).not.toBe(new URL(pageServer.url).hash)
    await other.close()
  })

  it('for the browser leads to it, once; a second opening makes both void', async () => {
    const renewed: string[] = []
    const other = await startPageServer({ ...options, onRenewed: (url) => renewed.push(url) })
    const open = async () => {
      const response = await fetch(other.openingUrl, { redirect: 'manual' })
      return [response.status, response.headers.get('location')]
    }
    expect(other.openingUrl).not.toContain(new URL(other.url).hash.slice(1))
    expect(await open()).toEqual([303, `/${new URL(other.url).hash}`])
    expect(renewed).toEqual([])
    expect(await open()).toEqual([410, null])
    expect(await open()).toEqual([404, null])
    const statusWith = async (url: string) =>
      (await fetch(new URL('/api/start', url), { headers: { 'x-page-token': new URL(url).hash.slice(1) } })).status
    expect(await statusWith(other.url)).toBe(401)
    expect(await statusWith(renewed[0])).toBe(200)
    await other.close()
  })

  it('is of this machine alone', async () => {
    const { port } = new URL(pageServer.url)
    // A server on every address of the machine would answer at this one too.
    const reached = await new Promise((resolve) => {
      http.get({ hostname: '127.0.0.2', port }, () => resolve('answer')).on('error', () => resolve('no answer'))
    })
    expect(reached).toBe('no answer')
  })

  it('is free again once the server is closed', async () => {
    const first = await startPageServer(options)
    const port = Number(new URL(first.url).port)
    await expect(startPageServer({ ...options, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Choose another, or 0 for a free one.`
    )
    await first.close()
    await (await startPageServer({ ...options, port })).close()
  })

  it('is not given while the page is not built', async () => {
    await expect(startPageServer({ ...options, folder: join(folder, 'nowhere') })).rejects.toThrow(
      'The page is not built. Run: npm run build'
    )
  })
})

describe('the files', () => {
  it.each([
    ['/page.js', 'text/javascript; charset=utf-8', 'script'],
    ['/page.css', 'text/css; charset=utf-8', 'styles'],
    ['/page.css?v=1', 'text/css; charset=utf-8', 'styles']
  ])('%s is served, and may do nothing but be itself', async (path, type, body) => {
    const answer = await ask('GET', path)
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.headers).toEqual({
      'content-type': type,
      'content-length': String(body.length),
      'cache-control': 'no-store',
      'content-security-policy': policy(''),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      date: expect.any(String),
      connection: 'close'
    })
  })

  it('the page comes with a nonce of its own each time', async () => {
    const [first, second] = [await ask('GET', '/'), await ask('GET', '/')]
    const [, nonce] = /content="([^"]+)"/.exec(first.body) ?? []
    expect(nonce).toMatch(/^[\w+/]{24}$/)
    expect(first.headers['content-security-policy']).toBe(policy(` 'nonce-${nonce}'`))
    expect(second.body).not.toBe(first.body)
  })
})

describe('the questions', () => {
  it('are answered: what to start with', async () => {
    const { status, body } = await ask('GET', '/api/start', asked())
    const start = JSON.parse(body) as Start
    expect(status).toBe(200)
    expect(start).toMatchObject({ version: '1.2.3', examples: [event], first: 0, subscriptions })
    expect(Object.keys(start.actions)).toEqual(Object.keys(destination.actions))
    const { fields, ...others } = start.actions.userDelete
    expect(others).toEqual({ title: 'User Delete', trigger: 'event = "Delete User"' })
    expect(fields).toEqual(
      expect.arrayContaining([
        {
          key: 'identity',
          label: 'Identity',
          description: expect.any(String),
          type: 'string',
          isRequired: true,
          isKeyValue: false,
          isHidden: false,
          default: { '@path': '$.userId' }
        },
        expect.objectContaining({ key: 'enable_batching', isHidden: false, default: true }),
        expect.objectContaining({ key: 'batch_size', isHidden: true })
      ])
    )
    expect(start.actions.userUpload.fields).toContainEqual(
      expect.objectContaining({ key: 'timestampFormat', shownWhile: [{ key: 'convertTimestamps', value: true }] })
    )
  })

  it('are answered: what becomes of an event', async () => {
    const { status, body } = await run({ event, subscriptions })
    expect(status).toBe(200)
    expect(JSON.parse(body)).toMatchObject({ events: [{ fate: 'delivered' }], profiles: [{ identity: 'ada-1' }] })
  })

  it.each([
    ['421', () => ask('GET', '/', { host: 'evil.example' }), 'This address is not served here.'],
    ['404', () => ask('GET', '/package.json'), 'There is no such page.'],
    ['405', () => ask('DELETE', '/api/run', asked()), 'Only POST works here.'],
    ['403', () => run({}, { origin: 'https://evil.example' }), 'Other sites may not ask here.'],
    ['401', () => run({}, { 'x-page-token': 'x' }), 'Open the address that the command printed.'],
    ['415', () => run({}, { 'content-type': 'text/plain' }), 'The body must be application/json.'],
    ['413', () => run(`"${'x'.repeat(1024 * 1024)}"`), 'The case is larger than 1 MB.'],
    ['400', () => run('{"event":'), 'The body is not JSON.'],
    ['400', () => run({ event: 3, subscriptions }), 'event must be a JSON object, or a list of them.'],
    [
      '400',
      () => run(tooMuchToTell()),
      'The answer would be larger than 64 MB. Ask about fewer events or mappings at once.'
    ]
  ])('are refused with %s and the reason in words', async (status, request, error) => {
    const answer = await request()
    expect(answer.status).toBe(Number(status))
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(JSON.parse(answer.body)).toEqual({ error })
  })

  it.each([
    ['null', null],
    ['a number', 3],
    ['text', 'identify'],
    ['an object without a type', {}],
    ['a type of another type', { type: { toString: 1 } }],
    ['a userId that is an object', { type: 'identify', userId: { toString: 1 }, traits: { toString: 1 } }],
    ['a deletion of such a user', { type: 'delete', userId: { toString: 1 } }],
    ['no context', { type: 'identify', userId: 'ada-1', context: null, integrations: 5, timestamp: [] }],
    ['no personas', { type: 'identify', userId: 'ada-1', context: { personas: null } }],
    ['traits of another type', { type: 'identify', userId: 'ada-1', traits: [[]] }]
  ])('are answered for any JSON in the place of an event: %s', async (_name, one) => {
    const { status, body } = await run({ event: [one, event], subscriptions })
    expect(status).toBe(200)
    expect(JSON.parse(body).events[1].fate).toBe('delivered')
  })

  it('are answered for an event of almost 1 MB', async () => {
    const traits = Object.fromEntries(
      Array.from({ length: 9000 }, (_, index) => [`attribute ${index}`, 'x'.repeat(80)])
    )
    expect((await run({ event: { ...event, traits }, subscriptions })).status).toBe(200)
  })
})

describe('the passcode', () => {
  it('is in no answer, wherever it might be', async () => {
    const bodies = (
      await Promise.all([
        ask('GET', '/api/start', asked()),
        run({ event, subscriptions }),
        run({ event, subscriptions, answer: '401' })
      ])
    ).map(({ body }) => body)
    expect(bodies[1]).toContain('["x-clevertap-passcode","•••"]')
    // 192 bits in base64url, as the token is: nothing else of that form may be there.
    bodies.forEach((body) => expect(body).not.toMatch(/(?<![\w-])[\w-]{32}(?![\w-])/))
  })
})

describe('behind the server', () => {
  let close: () => Promise<void>
  afterEach(() => close())

  /** A server with an engine that answers when it is told to. */
  async function startWithEngine(explain: Engine['explain']) {
    const engine = { explain, secret: 'THE-SECRET', close: () => Promise.resolve() }
    const access = new Access()
    const files = { html: '', script: Buffer.alloc(0), styles: Buffer.alloc(0) }
    const server = createServer({ access, files, engine, start: { ...options, actions: {} } })
    const listening = await listen(server)
    close = listening.close
    access.port = listening.port
    const headers = { 'x-page-token': access.token, 'content-type': 'application/json' }
    const post = (onAnswer?: (response: http.IncomingMessage) => void) => {
      const where = {
        port: access.port,
        hostname: '127.0.0.1',
        method: 'POST',
        path: '/api/run',
        headers,
        agent: false as const
      }
      const request = http.request(where, onAnswer)
      request.on('error', () => undefined)
      request.end(JSON.stringify({ event, subscriptions }))
      return request
    }
    return { server, post }
  }

  it('the passcode is masked in whatever the engine says', async () => {
    const { post } = await startWithEngine(() =>
      Promise.resolve({
        events: [],
        profiles: [],
        recorded: [],
        unusable: [{ subscription: 0, field: 'THE-SECRET', problem: 'a THE-SECRET b' }],
        mappings: [],
        tookMs: 0
      })
    )
    const body = await new Promise<string>((resolve) =>
      post((response) => response.setEncoding('utf8').once('data', resolve))
    )
    expect(body).toContain('"field":"•••","problem":"a ••• b"')
  })

  const nothing = { events: [], profiles: [], recorded: [], unusable: [], mappings: [], tookMs: 0 }

  it('a question is refused when one runs and twenty wait', async () => {
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const { post } = await startWithEngine(() => released.then(() => nothing))
    const ask = () =>
      new Promise<[status: number | undefined, body: unknown]>((resolve) =>
        post((response) =>
          response.setEncoding('utf8').once('data', (body) => {
            release()
            resolve([response.statusCode, JSON.parse(body)])
          })
        )
      )
    const answers = await Promise.all(Array.from({ length: 22 }, ask))
    expect(answers.filter(([status]) => status !== 200)).toEqual([[503, { error: 'Too many changes at once.' }]])
  })

  it('nothing runs for a client that has disconnected', async () => {
    const runs: (() => void)[] = []
    const { server, post } = await startWithEngine(() => new Promise((resolve) => runs.push(() => resolve(nothing))))
    const answered = (response: http.IncomingMessage) => response.resume()
    const first = post(answered)
    while (runs.length < 1) {
      await new Promise(setImmediate)
    }
    const arrived = new Promise<http.IncomingMessage>((resolve) => server.once('request', resolve))
    const second = post(answered)
    const gone = new Promise((resolve) => void arrived.then((incoming) => incoming.socket.once('close', resolve)))
    await arrived
    // Time for its body to be read and its turn to be taken.
    for (let turn = 0; turn < 50; turn++) {
      await new Promise(setImmediate)
    }
    second.destroy()
    await gone
    const third = post(answered)
    runs[0]()
    await new Promise((resolve) => first.once('close', resolve))
    while (runs.length < 2) {
      await new Promise(setImmediate)
    }
    runs[1]()
    await new Promise((resolve) => third.once('close', resolve))
    expect(runs).toHaveLength(2)
  })
})
