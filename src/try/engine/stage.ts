/** Puts the emulator into the state that a case begins with. */
import type { Emulator, Faults } from '../../emulator'
import type { Answer, Case } from '../protocol'

/** The case cannot be run, or not be told; the message says why. */
export class CaseProblem extends Error {}

/**
 * A value that is set is not judged: what a profile holds may have come to be there in any way.
 * @throws CaseProblem if CleverTap would not hold one of them
 */
export async function storeProfiles(emulator: Emulator, before: NonNullable<Case['before']>): Promise<void> {
  const records = Object.entries(before).map(([identity, attributes]) => ({
    type: 'profile',
    identity,
    profileData: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, { $set: value }]))
  }))
  if (records.length === 0) {
    return
  }
  const reply = await fetch(`${emulator.url}/1/upload`, {
    method: 'POST',
    headers: { 'x-clevertap-account-id': emulator.accountId, 'x-clevertap-passcode': emulator.passcode },
    body: JSON.stringify({ d: records })
  })
  const { status, error, unprocessed = [] } = (await reply.json()) as Reply
  if (status !== 'success') {
    const said = (unprocessed[0]?.error ?? error ?? 'no reason given').replace(/ *Skipped record number : \d+$/, '')
    throw new CaseProblem(`A profile in before cannot be in CleverTap: ${said}`)
  }
}

type Reply = { status: string; error?: string; unprocessed?: { error?: string }[] }

/** @param identities those whom a refusal is about */
export const setAnswer = (emulator: Emulator, answer: Answer | undefined, identities: string[]): void =>
  emulator.setFaults(toFaults(answer, identities))

function toFaults(answer: Answer | undefined, identities: string[]): Faults {
  switch (answer) {
    case undefined:
      return {}
    case '401':
    case '429':
    case '503':
      return { errors: { [answer]: 1 } }
    case 'cutAfter':
      return { cutAfter: 1 }
    case 'html':
      return { garbage: 1 }
    default:
      return { refusals: identities.map((identity) => ({ identity, code: answer.refuse })) }
  }
}
