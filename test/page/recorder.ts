/** Stands before an emulator and keeps the bytes of each request as they come in at the socket. */
import * as http from 'http'
import type { AddressInfo } from 'net'

export type Recorder = {
  url: string
  /** `POST /1/upload <body>`, in order of arrival. */
  requests: string[]
  close: () => Promise<void>
}

export async function startRecorder(target: string): Promise<Recorder> {
  const requests: string[] = []
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      const { method, url, headers } = incoming
      requests.push(`${method} ${url} ${body.toString('utf8')}`)
      const onward = http.request(`${target}${url}`, { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      onward.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close }
}
