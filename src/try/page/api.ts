/** Asks the server: the only file of the page that does. */
import type { Case, Explanation, Start } from '../protocol'

/** `problem`: a sentence that the page shows. */
export type Reply<Body> = { body: Body } | { problem: string } | { aborted: true }

export const ended = 'The command has ended. Start it again: npx actions-clevertap try'

/** The server refuses a larger body, so the page does not send one. */
const maxBodyBytes = 1024 * 1024

/** Shown instead of the server's words for these, which are meant for scripts. */
const problems: { [status: number]: string } = {
  401: 'Open the address that the command printed.',
  413: 'The event is larger than 1 MB.',
  503: 'Too many changes at once; the last one is still shown.'
}

export const fetchStart = (token: string) => ask<Start>('/api/start', { headers: { 'x-page-token': token } })

export function runCase(input: Case, token: string, signal: AbortSignal): Promise<Reply<Explanation>> {
  const body = JSON.stringify(input)
  const headers = { 'x-page-token': token, 'content-type': 'application/json' }
  return new Blob([body]).size > maxBodyBytes
    ? Promise.resolve({ problem: problems[413] })
    : ask<Explanation>('/api/run', { method: 'POST', headers, body, signal })
}

async function ask<Body>(path: string, options: RequestInit): Promise<Reply<Body>> {
  try {
    const response = await fetch(path, { ...options, cache: 'no-store', redirect: 'error' })
    const body = (await response.json()) as Body & { error?: string }
    return response.ok ? { body } : { problem: problems[response.status] ?? body.error ?? ended }
  } catch {
    return options.signal?.aborted ? { aborted: true } : { problem: ended }
  }
}
