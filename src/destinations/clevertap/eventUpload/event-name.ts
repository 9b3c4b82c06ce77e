/** The name of an event in the form that CleverTap keeps. Pure. */

import { doubtful } from '../values/warning'
import type { Warnings } from '../values/warning'

/**
 * CleverTap's SDKs take these out of a name, so that an event from the web and one from a server keep one name (observed
 * in their code); what the API does with them is unknown.
 */
const removedCharacters = /[.:$'"\\]/g
const removedShown = `. : $ ' " \\`

/** Documented as not allowed: developer.clevertap.com "Platform Considerations". */
const forbiddenCharacters = /[%><!|&;]/
const forbiddenShown = '% > < ! | & ;'

/** What CleverTap's Android SDK keeps of a name (observed); the API documents no limit. */
const maxCharacters = 512

/**
 * Names that CleverTap keeps for itself: it refuses them with code 513.
 * Source: developer.clevertap.com "Upload Events" (documented); Web Page Viewed: a reply of 2024 (recorded).
 */
const reservedNames = [
  'App Launched',
  'App Uninstalled',
  'App Version Changed',
  'Experiment Rendered',
  'Identity Error',
  'Identity Reset',
  'Identity Set',
  'Notification Clicked',
  'Notification Delivered',
  'Notification Replied',
  'Notification Sent',
  'Notification Viewed',
  'Reachable By',
  'Reply Sent',
  'Stayed',
  'UTM Visited',
  'Web Page Viewed'
]

/** CleverTap ignores letter case and spaces when it compares names (documented). */
const toComparable = (name: string) => name.replace(/\s/g, '').toLowerCase()

const reserved = new Set(reservedNames.map(toComparable))

/** Source: developer.clevertap.com "Upload Events" (documented): the event of a purchase, with items. */
export const chargedName = 'Charged'

/** Segment's name for it, and the one that it had once; in lower case, without spaces and `_`. */
const namesOfOrders = ['ordercompleted', 'completedorder']

/**
 * @param value what was mapped to Event Name
 * @param sendsOrdersAsCharged whether Segment's events of an order are CleverTap's Charged
 * @returns the name as it is sent, or the reason why CleverTap would refuse it
 */
export function parseEventName(
  value: unknown,
  sendsOrdersAsCharged: boolean,
  warnings: Warnings
): { evtName: string } | { reason: string } {
  const given = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const cleaned = given.replace(removedCharacters, '').replace(/\s+/g, ' ').trim()
  if (cleaned === '') {
    return {
      reason:
        given.trim() === ''
          ? 'Event Name is missing or blank. Map it to the name of the event.'
          : `Event Name has only characters that CleverTap does not keep (${removedShown}). Give the event a name of letters.`
    }
  }
  if (reserved.has(toComparable(cleaned))) {
    return {
      reason: `Event Name is "${cleaned}", a name that CleverTap keeps for itself. Map Event Name to another one.`
    }
  }
  const warn = (text: string) => warnings.push(doubtful('Event Name', text))
  if (given.search(removedCharacters) !== -1) {
    warn(`Event Name was sent without the characters ${removedShown}, as CleverTap keeps names.`)
  }
  if (forbiddenCharacters.test(cleaned)) {
    warn(`CleverTap may refuse the event: Event Name has one of the characters ${forbiddenShown}.`)
  }
  if (cleaned.length > maxCharacters) {
    warn(`CleverTap may cut Event Name: it is longer than ${maxCharacters} characters.`)
  }
  const isOrder = sendsOrdersAsCharged && namesOfOrders.includes(toComparable(cleaned).replace(/_/g, ''))
  const isCharged = isOrder || cleaned.toLowerCase() === chargedName.toLowerCase()
  return { evtName: isCharged ? chargedName : cleaned }
}
