/** Stands between the runner and the emulator and sees every upload and deletion, as CleverTap would. */
import http from 'http'
import type { AddressInfo } from 'net'

export type Witness = {
  url: string
  /** The smallest `seq` that has arrived since the last call of `begin`. */
  smallestSeq: () => number
  /** How often a record arrived after a later one of the same person. */
  disorders: () => number
  /** Starts to see anew: another process may repeat what its predecessor sent. */
  begin: () => void
  /** Called with the number of each request, once it has been passed on and before it is answered. */
  onRequest: (listener: ((count: number) => void) | undefined) => void
  close: () => Promise<void>
}

type Upload = { d?: { identity: string; profileData: { seq: number } }[] }

export async function startWitness(target: string): Promise<Witness> {
  let requests = 0
  let smallestSeq = Infinity
  let disorders = 0
  let lastSeqOf = new Map<string, number>()
  let listener: ((count: number) => void) | undefined

  const see = (body: string) => {
    requests++
    const { d = [] } = (body === '' ? {} : JSON.parse(body)) as Upload
    for (const { identity, profileData } of d) {
      const { seq } = profileData
      smallestSeq = Math.min(smallestSeq, seq)
      disorders += seq < (lastSeqOf.get(identity) ?? 0) ? 1 : 0
      lastSeqOf.set(identity, seq)
    }
  }

  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      see(body.toString('utf8'))
      const { method, headers, url } = incoming
      const onward = http.request(`${target}${url}`, { method, headers, agent: false }, (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (chunk: Buffer) => parts.push(chunk))
        reply.on('end', () => {
          listener?.(requests)
          response.writeHead(reply.statusCode ?? 500, reply.headers)
          response.end(Buffer.concat(parts))
        })
      })
      // A connection that the emulator cuts is cut here as well.
      onward.on('error', () => {
        listener?.(requests)
        response.destroy()
      })
      response.on('close', () => onward.destroy())
      onward.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    smallestSeq: () => smallestSeq,
    disorders: () => disorders,
    begin: () => {
      requests = 0
      smallestSeq = Infinity
      lastSeqOf = new Map()
    },
    onRequest: (next) => (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
