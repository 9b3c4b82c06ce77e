/** The network side of a run: one request to CleverTap, with the account's credentials or wrong ones. */
import type { Answer } from './answer'
import type { Call, Credentials } from './scenario'

/** Made up. The passcode of the account is never sent along with an account ID that is not its own. */
const wrong = { accountId: '000-000-0000', passcode: 'CONFORM-WRONG-PASSCODE' }

/** @param timeoutMs for one request, its answer included */
export function createSend(own: { accountId: string; passcode: string }, timeoutMs: number) {
  return async function send({ method, url, body, credentials }: Call): Promise<Answer> {
    try {
      const response = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json', ...toHeaders(own, credentials) },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
        // Following one would hand the passcode to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs)
      })
      return { kind: 'answer', status: response.status, content: await response.text() }
    } catch (error) {
      return { kind: 'silence', cause: toCause(error) }
    }
  }
}

function toHeaders(own: typeof wrong, credentials: Credentials = { accountId: 'own', passcode: 'own' }) {
  const { accountId, passcode } = credentials
  return {
    ...(accountId && { 'x-clevertap-account-id': accountId === 'own' ? own.accountId : wrong.accountId }),
    ...(passcode && { 'x-clevertap-passcode': passcode === 'own' ? own.passcode : wrong.passcode })
  }
}

/** Never the message of the error, which may quote the request. */
function toCause(error: unknown): string {
  if ((error as { name?: unknown } | undefined)?.name === 'TimeoutError') {
    return 'no answer in time'
  }
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? `no connection (${code})` : 'no connection'
}
