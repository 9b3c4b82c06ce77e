/** What a customer is told about an event that is sent all the same. Pure. */

export type Warning = {
  /** The attribute, property or field, by the name under which CleverTap or the customer knows it. */
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
