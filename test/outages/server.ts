/** A CleverTap that fails as it is told and keeps a log of what it took: the truth that the runner is held against. */
import http from 'http'
import type { AddressInfo } from 'net'

/** How it fails: with a status, by cutting the connection, or with a 200 that is no answer. */
export type Trouble = { status: number | 'cut' | 'garbage'; retryAfter?: string }

/** What happens while one process of the runner lives. */
export type Life = {
  /** Absent: everything is taken. */
  trouble?: Trouble
  /** How many requests are taken before the trouble begins. */
  takesFirst: number
  /** Whether the trouble is with one kind of people only, those of the second subscription. */
  isPartial: boolean
  /** Whether the test of the credentials fails as well. */
  isTestTroubled: boolean
}

export type Server = {
  url: string
  /** Identities of the records that were taken, ever. */
  log: ReadonlySet<string>
  /** How many uploads were taken, and how many failed, in this life. */
  counts: () => { taken: number; failed: number }
  /** Another life begins. `onRequest` gets the number of each request that has come, before it is answered. */
  begin: (life: Life, onRequest: (count: number) => void) => void
  close: () => Promise<void>
}

/** Identities of the second subscription begin with this. */
export const secondPrefix = 'other-'

export async function startServer(): Promise<Server> {
  const log = new Set<string>()
  let life: Life = { takesFirst: 0, isPartial: false, isTestTroubled: false }
  let onRequest: (count: number) => void = () => undefined
  let requests = 0
  let counts = { taken: 0, failed: 0 }

  const fail = ({ status, retryAfter }: Trouble, response: http.ServerResponse) => {
    if (status === 'cut') {
      response.destroy()
      return
    }
    response.writeHead(
      status === 'garbage' ? 200 : status,
      retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    )
    response.end('<html>')
  }

  const answerUpload = (body: string, response: http.ServerResponse) => {
    const { d } = JSON.parse(body) as { d: { identity: string }[] }
    const identities = d.map(({ identity }) => identity)
    requests++
    const isAffected = !life.isPartial || identities.some((identity) => identity.startsWith(secondPrefix))
    if (life.trouble && isAffected && requests > life.takesFirst) {
      counts.failed++
      onRequest(requests)
      fail(life.trouble, response)
      return
    }
    counts.taken++
    identities.forEach((identity) => log.add(identity))
    onRequest(requests)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: 'success', processed: identities.length, unprocessed: [] }))
  }

  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      if (incoming.method === 'POST') {
        answerUpload(Buffer.concat(chunks).toString('utf8'), response)
      } else if (life.trouble && life.isTestTroubled) {
        fail(life.trouble, response)
      } else {
        response.writeHead(404, { 'content-type': 'application/json' })
        response.end('{"status":"fail","error":"Profile not found"}')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    counts: () => counts,
    begin: (nextLife, listener) => {
      life = nextLife
      onRequest = listener
      requests = 0
      counts = { taken: 0, failed: 0 }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
