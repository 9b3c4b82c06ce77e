/** What a person edits on the page. */
import type { Answer, Subscription } from '../protocol'

/** What undo brings back. */
export type Work = {
  /** One text for each event of a list; a single one may hold a list that is edited as a whole. Never empty. */
  texts: string[]
  /** Which of several events is looked at. */
  selected: number
  /** Index of the example in the editor; undefined if it came from elsewhere. */
  example?: number
  /** The profiles before, as JSON text; blank: none. */
  beforeText: string
  subscriptions: Subscription[]
  answer?: Answer
}
