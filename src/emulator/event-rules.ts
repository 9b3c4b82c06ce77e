/** What CleverTap refuses in an event. */
import { isObject } from './json'
import type { JsonObject } from './json'
import type { Rule } from './rule'
import { toEventKey } from './store'

/** Documented: developer.clevertap.com "Upload Events", 2026; until 2025 it said 256. An account can have another limit. */
const defaultMaxEventProperties = 100

/** Documented by "Upload Events", and `Web Page Viewed`, which CleverTap was recorded to refuse in 2024. */
const restrictedEvents = new Set(
  [
    'Notification Sent',
    'Notification Viewed',
    'Notification Clicked',
    'Notification Delivered',
    'Notification Replied',
    'UTM Visited',
    'App Launched',
    'App Uninstalled',
    'App Version Changed',
    'Stayed',
    'Reply Sent',
    'Experiment Rendered',
    'Reachable By',
    'Identity Set',
    'Identity Reset',
    'Identity Error',
    'Web Page Viewed'
  ].map(toEventKey)
)

const nameOf = ({ evtName }: JsonObject) => (typeof evtName === 'string' ? evtName : '')

/** In the order of judging. */
const rulesOfEvents: Rule[] = [
  /** Recorded for a record without a name; that blank text and what is no text are none is approximated. */
  {
    code: 509,
    wording: 'Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. ',
    isBrokenBy: (event) => nameOf(event).trim() === ''
  },
  /** Recorded for `Web Page Viewed`, documented for the other names. */
  {
    code: 513,
    wording: 'Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. ',
    isBrokenBy: (event) => restrictedEvents.has(toEventKey(nameOf(event)))
  },
  /**
   * Code documented for an invalid structure; wording, and its use for `evtData` that is no object, approximated.
   * Nested values are taken: clients have seen both.
   */
  {
    code: 512,
    wording: 'Event data is not valid. ',
    isBrokenBy: ({ evtData }) => !isObject(evtData)
  },
  /** Code and limit documented, wording approximated. */
  {
    code: 522,
    wording: 'Event has too many properties. ',
    isBrokenBy: ({ evtData }, { maxEventProperties = defaultMaxEventProperties }) =>
      isObject(evtData) && Object.keys(evtData).length > maxEventProperties
  },
  /** Code documented; the names can be set; wording approximated. */
  {
    code: 528,
    wording: 'Event is discarded by the settings of the account. ',
    isBrokenBy: (event, { discardedEvents = [] }) =>
      discardedEvents.some((discarded) => toEventKey(discarded) === toEventKey(nameOf(event)))
  }
]

export const eventRules = rulesOfEvents.map(
  (rule): Rule => ({
    ...rule,
    isBrokenBy: (record, limits) => record.type === 'event' && rule.isBrokenBy(record, limits)
  })
)
