/** The network side of a run: one request to CleverTap, with the account's credentials or wrong ones. */
import type { Answer } from './answer'
import type { Call, WrongCredentials } from './scenario'

export type Credentials = { accountId: string; passcode: string }

/** No answer to made-up people is larger; what is, is not read to its end. */
const maxAnswerCharacters = 1_000_000

/** Nobody's. The passcode of the account is never sent along with an account ID that is not its own. */
const wrongAccountId = '000-000-0000'
const wrongPasscode = 'CONFORM-WRONG-PASSCODE'

const shownHeaders = ['content-type', 'retry-after']

/** @param timeoutMs for one request, its answer included */
export function createSend(credentials: Credentials, timeoutMs: number) {
  return async function send({ method, url, body, credentials: wrong }: Call): Promise<Answer> {
    try {
      const response = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json', ...toHeaders(credentials, wrong) },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
        // Following one would hand the passcode to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs)
      })
      const headers = shownHeaders.flatMap((name): [string, string][] => {
        const value = response.headers.get(name)
        return value === null ? [] : [[name, value.split(';')[0]]]
      })
      const content = await readText(response)
      return { kind: 'answer', status: response.status, headers: Object.fromEntries(headers), content }
    } catch (error) {
      return { kind: 'silence', cause: toCause(error) }
    }
  }
}

function toHeaders({ accountId, passcode }: Credentials, wrong?: WrongCredentials): Record<string, string> {
  const account = { 'x-clevertap-account-id': accountId }
  switch (wrong) {
    case 'none':
      return {}
    case 'noAccount':
      return { 'x-clevertap-passcode': wrongPasscode }
    case 'noPasscode':
      return account
    case 'wrongAccount':
      return { 'x-clevertap-account-id': wrongAccountId, 'x-clevertap-passcode': wrongPasscode }
    case 'wrongPasscode':
      return { ...account, 'x-clevertap-passcode': wrongPasscode }
    case undefined:
      return { ...account, 'x-clevertap-passcode': passcode }
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  if (response.body) {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length > maxAnswerCharacters) {
        break
      }
    }
  }
  return text
}

/** Never the message of the error, which may quote the request. */
function toCause(error: unknown): string {
  if ((error as { name?: unknown } | undefined)?.name === 'TimeoutError') {
    return 'no answer in time'
  }
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? `no connection (${code})` : 'no connection'
}
