/** Warnings about an event that is sent all the same. Pure. */

export type Warning = {
  /** The attribute, property or field, by the name under which CleverTap or the customer knows it; blank for several. */
  attribute: string
  /** A whole sentence with names and rules, never values. */
  text: string
  /** Whether something that the event holds is not sent. */
  isLeftOut: boolean
}

/** Something of this attribute is not sent. */
export const leftOut = (attribute: string, text: string): Warning => ({ attribute, text, isLeftOut: true })

/** The attribute is sent, and CleverTap may do something else with it than the customer expects. */
export const doubtful = (attribute: string, text: string): Warning => ({ attribute, text, isLeftOut: false })

/** The warnings of an event stay small, whatever it holds: with the longest names they are 12 kB of JSON. */
const maxWarnings = 20

/** Collects the warnings of one event, each sentence once. Those beyond the limit are counted and not kept. */
export class Warnings {
  private readonly kept: Warning[]
  private readonly others = { count: 0, areLeftOut: false }

  /** @param first those that there are already, fewer than 20 */
  constructor(first: Warning[] = []) {
    this.kept = [...first]
  }

  push(warning: Warning) {
    if (this.kept.some(({ text }) => text === warning.text)) {
      return
    }
    if (this.kept.length < maxWarnings) {
      this.kept.push(warning)
    } else {
      this.others.count += 1
      this.others.areLeftOut = this.others.areLeftOut || warning.isLeftOut
    }
  }

  /** @returns at most 20 warnings; if there are more, the last says how many */
  toList(): Warning[] {
    const { count, areLeftOut } = this.others
    if (count === 0) {
      return this.kept
    }
    const last = this.kept[maxWarnings - 1]
    const text = `There are ${count + 1} more warnings. Correct those above first, or send fewer attributes.`
    return [...this.kept.slice(0, -1), { attribute: '', text, isLeftOut: areLeftOut || last.isLeftOut }]
  }
}

const maxNameCharacters = 120

/** A name as messages show it: names are the customer's, of any length and any characters. */
export const quoteName = (name: string) => `"${name.slice(0, maxNameCharacters).replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd')}"`
