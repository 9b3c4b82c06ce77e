/** The result of a run as a table. */
import { settleAll } from '../../__tests__/__helpers__/line-tracker'
import { noCounts } from '../../settled'
import { toJson, toSummary } from '../report'

it('prints a sentence, the counts above zero, and the reasons', () => {
  const { counts, reasons } = settleAll([
    { fate: 'delivered', reason: '', warnings: ['Phone was left out.'] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] }
  ])
  expect(toSummary({ ...counts, reasons, left: 0, skipped: 0, settledThrough: 3, complete: true }).split('\n')).toEqual(
    [
      '1 of 3 subscribed events was delivered.',
      '',
      'read                            3',
      'delivered                       1',
      'rejected: refused by CleverTap  2',
      'warnings                        1',
      '',
      '1 warning',
      '  Phone was left out.',
      '',
      '2 rejected',
      '  Refused.'
    ]
  )
})

const none = { ...noCounts(), left: 0, complete: true }

it.each([
  ['nothing', {}, 'There was nothing to deliver.'],
  ['nothing after a checkpoint', { skipped: 1200 }, 'Nothing was left to deliver after line 1,200.'],
  ['nothing that matches', { read: 2, notSubscribed: 2 }, 'No event matched a subscription.'],
  ['nothing new', { read: 2, duplicates: 2 }, 'There was no new event to deliver.'],
  ['no event at all', { read: 2, malformed: 2 }, 'There was no event. 2 lines are malformed.'],
  ['one event', { read: 1, delivered: 1 }, 'The one subscribed event was delivered.'],
  ['all events', { read: 3, notSubscribed: 1, delivered: 2 }, 'All 2 subscribed events were delivered.'],
  ['nothing before it failed', { stopped: 'failed' as const }, 'The run ended before anything was settled.'],
  [
    'an early end',
    { read: 2, delivered: 2, stopped: 'interrupted' as const },
    'The run ended early. All 2 subscribed events were delivered until then.'
  ],
  [
    'an early end before anything that matches',
    { read: 2, notSubscribed: 2, stopped: 'interrupted' as const },
    'The run ended before any subscribed event was settled.'
  ],
  ['a refusal', { read: 1, invalid: 1 }, 'The one subscribed event was not delivered.'],
  [
    'a broken line',
    { read: 2, malformed: 1, delivered: 1 },
    'The one subscribed event was delivered. 1 line is malformed.'
  ]
])('begins with a sentence on how it went: %s', (_name, counts, sentence) => {
  const report = { ...none, reasons: {}, skipped: 0, settledThrough: 0, ...counts }
  expect(toSummary(report).split('\n')[0]).toBe(sentence)
})

it('breaks the sentence at the width of a terminal', () => {
  const counts = { read: 4, delivered: 1, transient: 2, malformed: 1, stopped: 'outage' as const }
  const report = { ...none, reasons: {}, skipped: 0, settledThrough: 1, ...counts }
  expect(toSummary(report).split('\n').slice(0, 2)).toEqual([
    'The run ended early. 1 of 3 subscribed events was delivered until then. 1 line',
    'is malformed.'
  ])
})

it('wraps long reasons, names where the first one is, and colours fates where the terminal takes it', () => {
  const reason = 'CleverTap refused this record\u001b[2J with code 516: it needs a country code.'
  const report = {
    ...none,
    reasons: { rejected: { [reason]: 2 } },
    skipped: 0,
    settledThrough: 2,
    read: 2,
    rejected: 2
  }
  const look = { columns: 40, paint: (text: string) => `<${text}>`, firstLocation: () => 'b.ndjson:7' }
  expect(toSummary(report, look).split('\n').slice(2)).toEqual([
    'read                            2',
    '<rejected: refused by CleverTap>  2',
    '',
    '<2 rejected> (first: b.ndjson:7)',
    '  CleverTap refused this record?[2J with',
    '  code 516: it needs a country code.'
  ])
})

it('escapes control characters in JSON, which still means the same', () => {
  const report = { reasons: { malformed: { 'a\u009b\u0007': 1 } } }
  expect(toJson(report)).toContain('"a\\u009b\\u0007": 1')
  expect(JSON.parse(toJson(report))).toEqual(report)
})
