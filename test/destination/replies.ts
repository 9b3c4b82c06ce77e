/** Requests of three people, replies to them as CleverTap words them, and what becomes of each record. */
import { classifyReply } from '../../src/destinations/clevertap/delivery/classify'
import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import type { SentRecord } from '../../src/destinations/clevertap/delivery/refusals'
import { deletion } from '../../src/destinations/clevertap/userDelete'
import { upload } from '../../src/destinations/clevertap/userUpload'
import { refusal } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'

export const { rules: uploads } = upload
export const { rules: deletions } = deletion

export const person = (identity: string, profileData: object = {}): SentRecord => ({
  type: 'profile',
  source: 'Segment',
  identity,
  profileData
})
export const one = [person('a')]
export const three = [person('a'), person('b'), person('c')]

/** @param content JSON, or text as it stands */
export function classify(content: unknown, records = three, rules = uploads, status = 200): Settled[] {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return classifyReply({ kind: 'answer', status, content: text }, records, rules)
}

export const all = (settled: Settled): Settled[] => [settled, settled, settled]

export const delivered: Settled = { fate: 'delivered', verdict: { status: 'success' } }

export const unaccounted: Settled = {
  fate: 'transient',
  status: 500,
  reason: 'CleverTap answered without saying what became of this record. It will be sent again, which is safe.'
}

export const email = (position: number, record?: unknown) => refusal(position, 515, 'Email is not valid.', record)
export const phone = (position: number, record?: unknown) =>
  refusal(position, 516, 'Phone number is not valid.', record)

export const emailRefused: Settled = {
  fate: 'rejected',
  status: 400,
  code: '515',
  reason:
    'CleverTap refused this record with code 515: Email is not valid. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.',
  verdict: { status: 'fail', code: 515, error: 'Profile data is incorrect. Email is not valid.' }
}

export const phoneRefused: Settled = {
  fate: 'rejected',
  status: 400,
  code: '516',
  reason:
    'CleverTap refused this record with code 516: Phone is not valid: it needs a + and the country code. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.',
  verdict: { status: 'fail', code: 516, error: 'Profile data is incorrect. Phone number is not valid.' }
}

/** What becomes of a record that is refused in words alone. */
export const refusedInWords = (words: string): Settled => ({
  fate: 'rejected',
  status: 400,
  code: 'REFUSED',
  reason: `CleverTap refused this record without a code: it gave no documented reason. Look in the Error Stream of the CleverTap dashboard. CleverTap's words: "${words}"`,
  verdict: { status: 'fail', error: words }
})

export const emailRefusedInWords = refusedInWords('Profile data is incorrect. Email is not valid.')

export const troubled: Settled = {
  fate: 'transient',
  status: 500,
  reason: 'CleverTap refused this record with code 555: it had a problem of its own. It will be sent again.',
  verdict: { status: 'fail', code: 555, error: 'Profile data is incorrect. Server error.' }
}
