/** An account and requests to it, without sockets. */
import type { Account } from '../../account'
import { handle } from '../../handle'
import type { Request } from '../../http'
import type { Json } from '../../json'
import { Store } from '../../store'

export const store = new Store()
const account: Account = { accountId: 'account', passcode: 'secret', store, now: 1_700_000_000 }
beforeEach(() => store.clear())

export const credentials = { 'x-clevertap-account-id': 'account', 'x-clevertap-passcode': 'secret' }

/** The reply to a request, by default an upload with the right credentials; `extra` is set about the account. */
export function reply(request: Partial<Request>, extra: Partial<Account> = {}, failingDraw?: number) {
  const whole = { method: 'POST', path: '/1/upload', query: new URLSearchParams(), headers: credentials, body: '' }
  return handle({ ...whole, ...request }, { ...account, ...extra }, failingDraw)
}

/** Its status, and its body parsed. */
export function send(request: Partial<Request>, extra?: Partial<Account>, failingDraw?: number) {
  const { status, body } = reply(request, extra, failingDraw)
  return { status, body: JSON.parse(body) }
}

export const upload = (d: Json, extra?: Partial<Account>, failingDraw?: number) =>
  send({ body: JSON.stringify({ d }) }, extra, failingDraw)

export const profile = (identity: string, profileData: { [key: string]: Json } = {}) => ({
  type: 'profile',
  identity,
  profileData
})
