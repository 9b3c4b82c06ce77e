import { classifyReply } from '../../src/destinations/clevertap/delivery/classify'
import type { ReplyRules } from '../../src/destinations/clevertap/delivery/classify'
import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import { all, classify, deletions, delivered, one, person, three, unaccounted, uploads } from './replies'

const noAnswer = "something that is no answer of CleverTap's"

describe('a 2xx', () => {
  it.each([
    ['success with the right count', { status: 'success', processed: 3, unprocessed: [] }],
    ['success without a count', { status: 'success' }],
    ['success in capitals', { status: 'SUCCESS', processed: 3 }],
    ['success with a space', { status: 'Success ' }],
    ['a count as text', { status: 'success', processed: '3' }],
    ['the code 200 beside success', { status: 'success', code: 200, error: '' }],
    ['the code 200 as text and a blank error', { status: 'success', code: '200', error: ' ' }],
    ['null for a failure', { status: 'success', processed: 3, unprocessed: null, error: null, code: null }],
    ['a blank status', { status: '', processed: 3 }]
  ])('delivers all with %s', (_name, content) => {
    expect(classify(content)).toEqual(all(delivered))
  })

  it.each([
    ['a count that is too low', { status: 'success', processed: 2, unprocessed: [] }],
    ['a count that is too high', { status: 'success', processed: 4 }],
    ['a count that is no number', { status: 'success', processed: 'all' }],
    ['a count that is negative', { status: 'success', processed: -3 }],
    ['a count of nothing, and no status', { processed: 0 }],
    ['neither a status nor a count', { code: 200, error: '', unprocessed: [] }],
    ['another code than 200 beside success', { status: 'success', code: 202 }],
    ['a code of failure beside success', { status: 'success', processed: 3, code: 515, error: 'Email is not valid.' }],
    ['a code of the HTTP kind beside success', { status: 'success', code: 429 }],
    ['a code of failure beside partial success', { status: 'partial', code: 515 }],
    ['a code of failure beside records that were taken', { status: 'fail', processed: 2, code: 503 }],
    ['partial success that lists nothing', { status: 'partial', processed: 2, unprocessed: [] }],
    ['failure without a reason', { status: 'fail', processed: 0, unprocessed: [] }],
    ['a status that is not documented', { status: 'queued' }],
    ['a status that is no text', { status: { success: true } }],
    ['an error beside success', { status: 'success', error: 'Quota is nearly used up.' }],
    ['an error without a status', { error: 'Something went wrong.' }],
    ['an error that is no text', { status: 'success', error: { text: 'Bad' } }],
    ['a code that is no number', { status: 'fail', code: { toString: 1, valueOf: 1 } }],
    ['refusals that are no list', { status: 'partial', unprocessed: { 1: 'bad' } }]
  ])('does not account for any with %s', (_name, content) => {
    expect(classify(content)).toEqual(all(unaccounted))
  })

  it.each([
    ['nothing', '', 'nothing'],
    ['white space', ' \r\n', 'nothing'],
    ['HTML', '<html>Service unavailable</html>', noAnswer],
    ['JSON cut off', '{"status":"succ', noAnswer],
    ['a JSON text', '"success"', noAnswer],
    ['a list', '[]', noAnswer],
    ['null', 'null', noAnswer],
    ['a number', '200', noAnswer],
    ['an object without a word', '{}', noAnswer],
    ['a message', '{"message":"Service temporarily unavailable"}', noAnswer],
    ['success of another kind', '{"success":true}', noAnswer],
    ['an answer in a list', '[{"status":"success"}]', noAnswer],
    ['an answer in another object', '{"data":{"status":"success"}}', noAnswer]
  ])('proves nothing with %s', (_name, content, what) => {
    const settled: Settled = {
      fate: 'transient',
      status: 500,
      reason: `CleverTap's address answered with ${what}, so nothing is known of this record. It will be sent again, which is safe.`
    }
    expect(classify(content)).toEqual(all(settled))
  })
})

describe('any other status', () => {
  const credentials =
    'it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.'
  const words = ' CleverTap\'s words: "Malformed request"'
  const redirected =
    'it redirected the request, which is not followed because that would hand the passcode to another host. It will be sent again.'
  const trouble = `it had a problem of its own. It will be sent again.${words}`
  const refused = `it refused the request. The same request would be refused again.${words}`
  const unknown = 'no such answer is known, and nothing follows from it. It will be sent again.'

  it.each([
    [302, 'transient 500', redirected],
    [308, 'transient 500', redirected],
    [400, 'rejected 400', `it could not read the request. Check the mapping for values of an unusual form.${words}`],
    [401, 'unauthorized', credentials + words],
    [402, 'rejected 402', refused],
    [403, 'unauthorized', credentials + words],
    [404, 'rejected 404', `there is nothing at this address. Check the REST Endpoint.${words}`],
    [405, 'rejected 405', refused],
    [408, 'transient 408', 'it waited too long for the request. It will be sent again.'],
    [409, 'rejected 409', refused],
    [413, 'rejected 413', 'the event is too large. Map fewer attributes, or shorter ones.'],
    [423, 'transient 423', 'what the request is about was locked. It will be sent again.'],
    [429, 'transient 429', 'too many requests were under way for this account. It will be sent again.'],
    [500, 'transient 500', trouble],
    [501, 'transient 500', trouble],
    [502, 'transient 502', trouble],
    [503, 'transient 503', trouble],
    [504, 'transient 504', trouble],
    [520, 'transient 500', trouble],
    [700, 'transient 500', unknown],
    [100, 'transient 500', unknown]
  ])('%i makes every record of an upload or a deletion %s', (status, fate, reason) => {
    const [kind, as] = fate.split(' ')
    const settled = {
      fate: kind,
      ...(as && { status: Number(as) }),
      ...(kind === 'rejected' && { code: as, isOfRequest: true }),
      reason: `CleverTap answered ${status}: ${reason}`,
      verdict: { status: 'fail', code: status, error: 'Malformed request' }
    } as Settled
    const body = { status: 'fail', error: 'Malformed request', code: 515 }
    expect(classify(body, three, uploads, status)).toEqual(all(settled))
    expect(classify(body, three, deletions, status)).toEqual(all(settled))
  })

  it.each(['<html></html>', '', '[]'])('needs no body (%j)', (content) => {
    const settled: Settled = {
      fate: 'transient',
      status: 503,
      reason: 'CleverTap answered 503: it had a problem of its own. It will be sent again.',
      verdict: { status: 'fail', code: 503 }
    }
    expect(classify(content, three, uploads, 503)).toEqual(all(settled))
  })
})

describe('silence', () => {
  it('is transient for every record, with the error of the network', () => {
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    const settled: Settled = {
      fate: 'transient',
      status: 500,
      reason: 'CleverTap could not be reached, or did not answer in time. It will be sent again, which is safe.',
      cause
    }
    const reply = { kind: 'silence' as const, cause }
    expect(classifyReply(reply, three, uploads)).toEqual(all(settled))
  })
})

describe('a record that counts', () => {
  const counting = [
    person('a', { visits: { $incr: 1 } }),
    person('b', { stats: { credit: { $decr: 5 } } }),
    person('c', { tags: { $add: ['$incr'] } })
  ]
  const twice = ' It will be sent again. If CleverTap had taken it, it then counts twice.'
  const safe = ' It will be sent again, which is safe.'

  it.each([
    ['an empty body', '', "CleverTap's address answered with nothing, so nothing is known of this record."],
    ['HTML', '<a>', `CleverTap's address answered with ${noAnswer}, so nothing is known of this record.`],
    ['a wrong count', '{"processed":1}', 'CleverTap answered without saying what became of this record.']
  ])('is not called safe to repeat after %s', (_name, content, problem) => {
    const reasons = classify(content, counting)?.map((settled) => 'reason' in settled && settled.reason)
    expect(reasons).toEqual([problem + twice, problem + twice, problem + safe])
  })

  it('is not called safe to repeat after silence', () => {
    const reply = { kind: 'silence' as const, cause: new Error('ECONNRESET') }
    const problem = 'CleverTap could not be reached, or did not answer in time.'
    expect(classifyReply(reply, counting, uploads)).toMatchObject([
      { reason: problem + twice },
      { reason: problem + twice },
      { reason: problem + safe }
    ])
  })

  it.each([302, 408, 423, 429, 500, 503, 600])('is not called safe to repeat after %i', (status) => {
    expect(JSON.stringify(classify('', counting, uploads, status))).not.toContain('safe')
  })
})

it('rejects what an answer does not account for where a repeat would do harm', () => {
  const reason = 'CleverTap contradicts itself. The event is not sent again, because it would count twice.'
  const rules: ReplyRules = { ...uploads, unaccounted: { ...uploads.unaccounted, fate: 'rejected', reason } }
  expect(classify({ status: 'success', processed: 0 }, one, rules)).toEqual([
    { fate: 'rejected', status: 400, code: 'UNACCOUNTED', reason }
  ])
})
