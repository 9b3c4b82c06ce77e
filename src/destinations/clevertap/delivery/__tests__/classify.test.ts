/** One answer of each kind. All that CleverTap may say is in this project's own tests. */
import { unaccounted } from '../policy'
import { classifyReply } from '../classify'
import type { Reply } from '../client'

const records = [{ identity: 'a' }, { identity: 'b' }]
const rules = { echoKeys: ['identity'], isRepeatable: () => true, unaccounted }
const answer = (status: number, body: unknown): Reply => ({
  kind: 'answer',
  status,
  content: typeof body === 'string' ? body : JSON.stringify(body)
})
const refused = (position: number, code: number) => ({
  status: 'fail',
  code,
  error: `Profile data is incorrect.Skipped record number : ${position}`,
  record: { identity: records[position - 1].identity }
})

it.each<[string, Reply, [string, string]]>([
  ['success', answer(200, { status: 'success', processed: 2, unprocessed: [] }), ['delivered', 'delivered']],
  [
    'one refused record',
    answer(200, { status: 'partial', processed: 1, unprocessed: [refused(2, 515)] }),
    ['delivered', 'rejected']
  ],
  [
    'one record to send again',
    answer(200, { status: 'partial', processed: 1, unprocessed: [refused(1, 555)] }),
    ['transient', 'delivered']
  ],
  [
    'a refused request',
    answer(200, { status: 'fail', error: 'Malformed request', code: 400 }),
    ['rejected', 'rejected']
  ],
  ['a count that does not fit', answer(200, { status: 'success', processed: 1 }), ['transient', 'transient']],
  ['success beside a failure', answer(200, { status: 'success', code: 515 }), ['transient', 'transient']],
  ["an answer that is not CleverTap's", answer(200, '<html>Welcome</html>'), ['transient', 'transient']],
  ['400', answer(400, ''), ['rejected', 'rejected']],
  ['401', answer(401, ''), ['unauthorized', 'unauthorized']],
  ['429', answer(429, ''), ['transient', 'transient']],
  ['503', answer(503, ''), ['transient', 'transient']],
  ['silence', { kind: 'silence', cause: new Error('ECONNRESET') }, ['transient', 'transient']]
])('%s', (_name, reply, fates) => {
  expect(classifyReply(reply, records, rules).map(({ fate }) => fate)).toEqual(fates)
})
