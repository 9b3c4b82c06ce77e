/** Puts the emulator into the state that a case begins with. */
import type { Emulator, Faults } from '../../emulator'
import type { Answer } from '../protocol'

/** The case cannot be told; the message says why. */
export class CaseProblem extends Error {}

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
      if ('fault' in answer) {
        return toFaults(answer.fault, identities)
      }
      return { refusals: identities.map((identity) => ({ identity, code: answer.refuse })) }
  }
}
