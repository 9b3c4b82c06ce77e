/** The result of a run as a table. */
import { settleAll } from '../../__tests__/__helpers__/books'
import { toSummary } from '../report'

it('shows counts and reasons as a table', () => {
  const { counts, reasons } = settleAll([
    { fate: 'delivered', reason: '', warnings: ['Phone was left out.'] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] }
  ])
  expect(toSummary({ ...counts, reasons, skipped: 0, settledThrough: 3, allDelivered: false }).split('\n')).toEqual([
    'read                             3',
    'malformed                        0',
    'not subscribed                   0',
    'delivered                        1',
    'invalid: refused before sending  0',
    'rejected: refused by CleverTap   2',
    'unauthorized                     0',
    'transient: given up              0',
    'warnings                         1',
    'requests                         0',
    'retries                          0',
    '1 × warnings: Phone was left out.',
    '2 × rejected: Refused.'
  ])
})
