import { classifyReply } from '../classify'
import { refusal } from './__helpers__/clevertap'

const passcode = 'TOP-SECRET-PASSCODE'
const person = (identity: string, profileData: unknown = {}) => ({ identity, profileData })
const three = [person('a'), person('b'), person('c')]

/** The fate of each record, with the code or status that goes with it. */
function classify(content: unknown, records = three, status = 200) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return classifyReply({ kind: 'answer', status, content: text }, records, passcode).map((settled) =>
    settled.fate === 'rejected'
      ? `rejected ${settled.status} ${settled.code}`
      : settled.fate === 'transient'
      ? `transient ${settled.status}`
      : settled.fate
  )
}

const all = (fate: string) => [fate, fate, fate]

describe('a 2xx', () => {
  it.each([
    ['success with the right count', { status: 'success', processed: 3, unprocessed: [] }],
    ['success of a deletion', { status: 'success' }],
    ['an empty body', ''],
    ['white space', '\n'],
    ['a JSON object that reports no failure', {}],
    [
      'nothing where failures would stand',
      { status: 'success', processed: 3, unprocessed: null, error: null, code: null }
    ]
  ])('delivers all with %s', (_name, content) => {
    expect(classify(content)).toEqual(all('delivered'))
  })

  it.each([
    ['HTML', '<html>Service unavailable</html>'],
    ['JSON cut off', '{"status":"succ'],
    ['a JSON text', '"ok"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a count that is too low', { status: 'success', processed: 2, unprocessed: [] }],
    ['a count that is no number', { status: 'success', processed: 'all', unprocessed: [] }],
    ['partial without a refusal', { status: 'partial', processed: 2, unprocessed: [] }],
    ['fail without a refusal or a reason', { status: 'fail', processed: 0, unprocessed: [] }],
    ['a status that is not documented', { status: 'queued' }],
    ['a code that is no number', { status: 'fail', code: { toString: 1, valueOf: 1 } }],
    ['refusals that are no list', { status: 'partial', unprocessed: { 1: 'bad' } }]
  ])('calls nothing delivered with %s', (_name, content) => {
    expect(classify(content)).toEqual(all('transient 500'))
  })

  it.each([
    ['a code for records', { status: 'fail', error: 'Phone', code: 516 }, 'rejected 400 516'],
    ['an HTTP status as code', { status: 'fail', error: 'Account ID is not valid', code: 401 }, 'unauthorized'],
    ['a throttle as code', { status: 'fail', error: 'Too many concurrent requests', code: 429 }, 'transient 429'],
    ['a reason without a code', { status: 'fail', error: 'Max 100 are allowed' }, 'rejected 400 REFUSED'],
    ['its trouble as code', { status: 'fail', error: 'Server error', code: 555 }, 'transient 500']
  ])('applies a failure of the whole request to all: %s', (_name, content, fate) => {
    expect(classify(content)).toEqual(all(fate))
  })

  it.each([
    [1, ['rejected 400 515', 'delivered', 'delivered']],
    [2, ['delivered', 'rejected 400 515', 'delivered']],
    [3, ['delivered', 'delivered', 'rejected 400 515']]
  ])('ties a refusal to record %i by the position it names', (position, fates) => {
    const unprocessed = [refusal(position, 515, 'Email is not valid.')]
    expect(classify({ status: 'partial', processed: 2, unprocessed })).toEqual(fates)
  })

  it('ties two refusals, in whatever order they come', () => {
    const unprocessed = [refusal(3, 516, 'Phone number is not valid.'), refusal(1, 515, 'Email is not valid.')]
    expect(classify({ status: 'partial', processed: 1, unprocessed })).toEqual([
      'rejected 400 515',
      'delivered',
      'rejected 400 516'
    ])
  })

  it('ties refusals of all', () => {
    const unprocessed = [1, 2, 3].map((position) => refusal(position, 525, 'Timestamp.'))
    expect(classify({ status: 'fail', processed: 0, unprocessed })).toEqual(all('rejected 400 525'))
  })

  it('retries only the record for which CleverTap had a problem of its own', () => {
    const unprocessed = [refusal(2, 555, 'Something went wrong.')]
    expect(classify({ status: 'partial', processed: 2, unprocessed })).toEqual([
      'delivered',
      'transient 500',
      'delivered'
    ])
  })

  it.each([[599], ['515'], [undefined]])('takes the undocumented code %j as a refusal', (code) => {
    const unprocessed = [{ code, error: 'Skipped record number : 1', record: {} }]
    const [first, ...others] = classify({ status: 'partial', processed: 2, unprocessed })
    expect(first).toMatch(/^rejected 400/)
    expect(others).toEqual(['delivered', 'delivered'])
  })

  it('goes by the echoed identity where no position is named', () => {
    const unprocessed = [{ code: 515, error: 'Email is not valid.', record: { identity: 'b' } }]
    expect(classify({ status: 'partial', processed: 2, unprocessed })).toEqual([
      'delivered',
      'rejected 400 515',
      'delivered'
    ])
  })

  it('knows an identity that is echoed as a number', () => {
    const records = [person('a'), person('+35922333232'), person('c')]
    const unprocessed = [refusal(2, 516, 'Phone number is not valid.', { identity: 35922333232 })]
    expect(classify({ status: 'partial', processed: 2, unprocessed }, records)).toEqual([
      'delivered',
      'rejected 400 516',
      'delivered'
    ])
  })

  it.each([
    ['names a position beyond the request', refusal(4, 515, 'Email is not valid.')],
    ['names position 0', refusal(0, 515, 'Email is not valid.')],
    ['names one record and echoes another', refusal(1, 515, 'Email is not valid.', { identity: 'c' })],
    ['echoes an identity that was not sent', { code: 515, error: 'Email', record: { identity: 'z' } }],
    ['names nothing', { code: 515, error: 'Email is not valid.' }],
    ['is no object', 'Email is not valid.'],
    ['echoes an identity that is no text', refusal(1, 515, 'Email', { identity: { toString: 1, valueOf: 1 } })]
  ])('calls no other record delivered if a refusal %s', (_name, stray) => {
    expect(classify({ status: 'partial', processed: 2, unprocessed: [stray] })).toEqual(all('transient 500'))
  })

  it('keeps a refusal that fits even if another does not', () => {
    const unprocessed = [refusal(2, 515, 'Email is not valid.'), refusal(9, 515, 'Email is not valid.')]
    expect(classify({ status: 'partial', processed: 1, unprocessed })).toEqual([
      'transient 500',
      'rejected 400 515',
      'transient 500'
    ])
  })

  it('tells two records of one identity apart by position', () => {
    const records = [person('a'), person('b'), person('a')]
    const unprocessed = [refusal(3, 515, 'Email is not valid.', { identity: 'a' })]
    expect(classify({ status: 'partial', processed: 2, unprocessed }, records)).toEqual([
      'delivered',
      'delivered',
      'rejected 400 515'
    ])
  })

  it('does not guess which of two records of one identity was refused', () => {
    const records = [person('a'), person('b'), person('a')]
    const unprocessed = [{ code: 515, error: 'Email is not valid.', record: { identity: 'a' } }]
    expect(classify({ status: 'partial', processed: 2, unprocessed }, records)).toEqual(all('transient 500'))
  })

  it.each([
    ['counts too few', { status: 'partial', processed: 1 }],
    ['says that all failed', { status: 'fail' }],
    ['has no status', {}]
  ])('calls the others undelivered if the reply %s', (_name, top) => {
    const unprocessed = [refusal(2, 515, 'Email is not valid.')]
    expect(classify({ ...top, unprocessed })).toEqual(['transient 500', 'rejected 400 515', 'transient 500'])
  })

  it('counts a record that is refused twice once', () => {
    const unprocessed = [refusal(2, 515, 'Email is not valid.'), refusal(2, 516, 'Phone number is not valid.')]
    expect(classify({ status: 'partial', processed: 2, unprocessed })).toEqual([
      'delivered',
      'rejected 400 515',
      'delivered'
    ])
  })
})

describe('any other status', () => {
  it.each([
    [302, 'transient 500'],
    [400, 'rejected 400 400'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'rejected 404 404'],
    [408, 'transient 408'],
    [409, 'rejected 409 409'],
    [413, 'rejected 413 413'],
    [423, 'transient 423'],
    [429, 'transient 429'],
    [500, 'transient 500'],
    [501, 'transient 500'],
    [502, 'transient 502'],
    [503, 'transient 503'],
    [504, 'transient 504'],
    [520, 'transient 500'],
    [700, 'transient 500']
  ])('%i is the fate of every record: %s', (status, fate) => {
    expect(classify({ status: 'fail', error: 'Some text', code: status }, three, status)).toEqual(all(fate))
    expect(classify('<html></html>', three, status)).toEqual(all(fate))
    expect(classify('', three, status)).toEqual(all(fate))
  })
})

describe('what a reason says', () => {
  const reasonOf = (content: unknown, record: ReturnType<typeof person>, status = 200) => {
    const [settled] = classifyReply({ kind: 'answer', status, content: JSON.stringify(content) }, [record], passcode)
    return settled.fate === 'delivered' ? '' : settled.reason
  }

  it("names CleverTap's code, the attribute and the remedy", () => {
    const unprocessed = [refusal(1, 516, 'Phone number is not valid.')]
    expect(reasonOf({ status: 'fail', processed: 0, unprocessed }, person('a'))).toBe(
      'CleverTap refused this record with code 516: Phone is not valid: it needs a + and the country code. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.'
    )
  })

  it('passes on the explanation of a code that is not documented', () => {
    const unprocessed = [refusal(1, 599, 'Moon phase is wrong.')]
    expect(reasonOf({ status: 'fail', processed: 0, unprocessed }, person('a'))).toContain('Moon phase is wrong')
  })

  it.each([
    ['an attribute value', 'Plan platinum-plus is unknown.', { plan: 'Platinum-Plus' }],
    ['a nested attribute value', 'City Springfield is unknown.', { address: [{ city: 'Springfield' }] }],
    ['a number without its plus', 'Phone 14155550100 is unknown.', { phone: '+14155550100' }],
    ['the passcode', `Passcode ${passcode} has expired.`, {}],
    ['the identity', 'Profile person-77 is locked.', {}]
  ])('withholds an explanation that repeats %s', (_name, error, profileData) => {
    const record = person('person-77', profileData)
    for (const status of [200, 400, 401, 500]) {
      const content = { status: 'fail', processed: 0, error, unprocessed: [{ code: 599, error, record }] }
      const settled = classifyReply({ kind: 'answer', status, content: JSON.stringify(content) }, [record], passcode)
      expect(JSON.stringify(settled)).not.toContain(error)
    }
  })

  it('never passes on a page of text', () => {
    const unprocessed = [refusal(1, 599, 'x'.repeat(1000))]
    expect(reasonOf({ status: 'fail', processed: 0, unprocessed }, person('a')).length).toBeLessThan(300)
  })
})
