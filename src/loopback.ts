/** Servers that this machine alone can reach: listening, closing, reading bodies, and telling own pages from foreign ones. */
import type { IncomingMessage, Server } from 'http'
import type { AddressInfo } from 'net'

const host = '127.0.0.1'

export type Listening = {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string
  port: number
  /** Ends every open socket, silent ones too, and resolves when the port is free; safe to call again. Never rejects. */
  close: () => Promise<void>
}

/**
 * Lets a server listen on 127.0.0.1.
 * @param port 0, the default, is any free one
 * @throws saying what to do, if the port is in use; the error of the system if it cannot be had
 */
export async function listen(server: Server, port = 0): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Port ${port} on ${host} is in use. Choose another, or 0 for a free one.`
      reject(error.code === 'EADDRINUSE' ? new Error(message) : error)
    })
    server.listen({ port, host }, resolve)
  })
  const address = server.address() as AddressInfo
  return { url: `http://${host}:${address.port}`, port: address.port, close: () => close(server) }
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/**
 * The whole body as text, or undefined if it has more bytes. Reads to the end in any case: a client that is still
 * sending sees no answer.
 */
export async function readBody(incoming: IncomingMessage, maxBytes = Infinity): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length
    if (bytes <= maxBytes) {
      chunks.push(chunk as Buffer)
    } else {
      chunks.length = 0
    }
  }
  return bytes <= maxBytes ? Buffer.concat(chunks).toString('utf8') : undefined
}

/** The names of a server of this machine, as a Host header has them. */
export const ownNames = (port: number): string[] => [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]

/** Whether a Host header names this machine and port: a name that was made to point to this machine does not (DNS rebinding). */
export const isOwnHost = (value: unknown, port: number): boolean =>
  typeof value === 'string' && ownNames(port).includes(value.toLowerCase())

/** Whether an Origin header is of a page of this server; absent where a page asks with GET, and from a script at a terminal. */
export const isOwnOrigin = (value: unknown, port: number): boolean =>
  value === undefined || ownNames(port).some((name) => value === `http://${name}`)
