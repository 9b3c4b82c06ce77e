import {
  deliverBatch,
  deliverSingle,
  interceptClevertap,
  refusal,
  track
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { eventSubscription } from '../../src/destinations/clevertap/eventUpload/__tests__/__helpers__/makes'

const viewed = track('Viewed', { plan: 'gold' })
const added = track('Added', { plan: 'gold' })
const bought = track('Bought', { plan: 'gold' })

/** What becomes of each of three events of one person after an answer: delivered, or the status and the reason. */
async function fates(reply: Parameters<typeof interceptClevertap>[0][number], events = [viewed, added, bought]) {
  const requests = interceptClevertap([reply])
  const results = await deliverBatch(events, eventSubscription())
  const { d } = requests.length > 0 ? (requests[0].body as { d: unknown[] }) : { d: results.map(({ sent }) => sent) }
  expect(results.map(({ sent }) => sent)).toEqual(d)
  return results.map((result) =>
    'errormessage' in result ? [result.status, result.errormessage] : [result.status, undefined]
  )
}

const delivered = [200, undefined]
const reserved = [
  400,
  'CleverTap refused this record with code 513: CleverTap keeps this event name for itself. Map Event Name to another one.'
]
const unaccounted = [
  400,
  'CleverTap answered without saying what became of this event. It is not sent again, because an event that is sent twice counts twice.'
]

/** The echo of one of the three, as CleverTap writes it. */
const echo = (evtName: string, ts: unknown = 1614834367, identity = 'u-1') => ({ identity, ts, evtName, evtData: {} })
const withoutPosition = (record: unknown) => ({ status: 'fail', code: 513, error: 'Restricted.', record })

describe('a refusal', () => {
  const partial = (...unprocessed: unknown[]) => ({
    body: { status: 'partial', processed: 3 - unprocessed.length, unprocessed }
  })

  it.each<[string, unknown]>([
    ['position', refusal(2, 513, 'Restricted.')],
    ['position, whatever event the echo names', refusal(2, 513, 'Restricted.', echo('Bought'))],
    ['identity, name and time', withoutPosition(echo('Added'))],
    ['an echo in other letter case, its time as text', withoutPosition(echo('ADDED', '1614834367', ' U-1'))]
  ])('is tied to its event by %s', async (_name, unprocessed) => {
    expect(await fates(partial(unprocessed))).toEqual([delivered, reserved, delivered])
  })

  it('tells events of one name apart by their time', async () => {
    const later = track('Viewed', { plan: 'gold' }, { timestamp: '2021-03-04T05:06:08Z' })
    expect(await fates(partial(withoutPosition(echo('Viewed', 1614834368))), [viewed, later, bought])).toEqual([
      delivered,
      reserved,
      delivered
    ])
  })

  it('tells events of one name and time apart by whose they are', async () => {
    const other = track('Viewed', { plan: 'gold' }, { userId: 'u-2' })
    expect(await fates(partial(withoutPosition(echo('Viewed', 1614834367, 'u-2'))), [viewed, other, bought])).toEqual([
      delivered,
      reserved,
      delivered
    ])
  })

  it.each<[string, unknown]>([
    ['the identity of somebody else', refusal(2, 513, 'Restricted.', { identity: 'u-9' })],
    ['a position beyond the last', refusal(4, 513, 'Restricted.')],
    ['position 0', refusal(0, 513, 'Restricted.')],
    ['a name that none has', withoutPosition(echo('Renamed'))],
    ['a time that none has', withoutPosition(echo('Added', 1))],
    ['an identity alone, which all share', withoutPosition({ identity: 'u-1' })],
    ['neither position nor echo', { status: 'fail', code: 513, error: 'Restricted.' }],
    ['an echo as text', refusal(2, 513, 'Restricted.', JSON.stringify(echo('Added')))],
    ['no object', null]
  ])('with %s leaves all in doubt, and none is repeated', async (_name, unprocessed) => {
    expect(await fates(partial(unprocessed))).toEqual([unaccounted, unaccounted, unaccounted])
  })

  it('that fits two equal events leaves all in doubt', async () => {
    const answer = partial(withoutPosition(echo('Viewed')))
    expect(await fates(answer, [viewed, viewed, bought])).toEqual([unaccounted, unaccounted, unaccounted])
  })

  it('that is known stands beside one that is in doubt', async () => {
    const answer = partial(refusal(1, 513, 'Restricted.'), withoutPosition(echo('Renamed')))
    expect(await fates(answer)).toEqual([reserved, unaccounted, unaccounted])
  })
})

describe('a 200 that contradicts itself or does not account for an event', () => {
  it.each([
    ['success of fewer', { status: 'success', processed: 2, unprocessed: [] }],
    ['success of more', { status: 'success', processed: 4, unprocessed: [] }],
    ['failure without a reason', { status: 'fail', processed: 0, unprocessed: [] }],
    ['partial success without a refusal', { status: 'partial', processed: 2, unprocessed: [] }],
    ['success beside a code of failure', { status: 'success', processed: 3, unprocessed: [], code: 503 }],
    ['failure of records that it counts as taken', { status: 'fail', processed: 2, code: 503 }],
    ['success beside an error', { status: 'success', error: 'Something went wrong.' }],
    ['an unknown status', { status: 'queued' }],
    ['refusals that are no list', { status: 'partial', unprocessed: {} }]
  ])('is not repeated: %s', async (_name, body) => {
    expect(await fates({ body })).toEqual([unaccounted, unaccounted, unaccounted])
  })

  it('keeps the refusal that it does name', async () => {
    const unprocessed = [refusal(2, 513, 'Restricted.')]
    expect(await fates({ body: { status: 'partial', processed: 3, unprocessed } })).toEqual([
      unaccounted,
      reserved,
      unaccounted
    ])
  })

  it('ends a single event with an error that Segment does not repeat', async () => {
    interceptClevertap([{ body: { status: 'success', processed: 0 } }])
    await expect(deliverSingle(viewed, eventSubscription())).rejects.toMatchObject({
      status: 400,
      code: 'UNACCOUNTED',
      message: unaccounted[1]
    })
  })
})

describe('an event that is sent again', () => {
  const twice = 'It will be sent again. If CleverTap had taken it, it then counts twice.'
  const trouble = `it had a problem of its own. ${twice}`

  it.each([
    [
      '429',
      { status: 429, body: 'Too many' },
      429,
      `CleverTap answered 429: too many requests were under way for this account. ${twice}`
    ],
    ['500', { status: 500, body: '' }, 500, `CleverTap answered 500: ${trouble}`],
    ['501', { status: 501, body: '' }, 500, `CleverTap answered 501: ${trouble}`],
    ['503', { status: 503, body: '<html>' }, 503, `CleverTap answered 503: ${trouble}`],
    [
      '503 with words',
      { status: 503, body: { error: 'Server error.' } },
      503,
      `CleverTap answered 503: ${trouble} CleverTap's words: "Server error."`
    ],
    [
      'code 555 for all',
      { body: { status: 'fail', code: 555, error: 'Server error.' } },
      500,
      `CleverTap refused this record with code 555: ${trouble}`
    ],
    [
      'an empty 200',
      { body: '' },
      500,
      `CleverTap's address answered with nothing, so nothing is known of this record. ${twice}`
    ],
    [
      'HTML',
      { body: '<html>Welcome</html>' },
      500,
      `CleverTap's address answered with something that is no answer of CleverTap's, so nothing is known of this record. ${twice}`
    ],
    ['silence', { error: 'ECONNRESET' }, 500, `CleverTap could not be reached, or did not answer in time. ${twice}`]
  ])('after %s may count twice, and its reason says so', async (_name, reply, status, reason) => {
    const failed = [status, reason]
    expect(await fates(reply)).toEqual([failed, failed, failed])
  })

  it('after code 555 is sent without the others', async () => {
    const unprocessed = [refusal(3, 555, 'Server error.')]
    expect(await fates({ body: { status: 'partial', processed: 2, unprocessed } })).toEqual([
      delivered,
      delivered,
      [500, `CleverTap refused this record with code 555: ${trouble}`]
    ])
  })
})

describe('what a marketer is told', () => {
  it.each([
    [509, 'the event has no name. Map Event Name to the name of the event.'],
    [
      512,
      'the event is not built as it must be. If a property holds an object or a list, set Nested Attributes to Flatten. CleverTap\'s words: "Profile data is incorrect. Event is invalid."'
    ],
    [513, 'CleverTap keeps this event name for itself. Map Event Name to another one.'],
    [
      522,
      'the event has more properties than the account takes. Map fewer to Event Properties, or ask CleverTap to raise the limit.'
    ],
    [
      525,
      'the time of the record is not one. Map Created At (for an event: Event Time) to an ISO-8601 date or to epoch seconds. CleverTap\'s words: "Profile data is incorrect. Event is invalid."'
    ],
    [
      527,
      'the time of the record is outside what the account takes. To replay old data, unmap Created At (for an event: Event Time).'
    ],
    [
      528,
      'the account is set to discard this event. Take the event off the discarded ones in the CleverTap dashboard, or stop sending it.'
    ]
  ])('code %i names what to change, in a batch and alone', async (code, advice) => {
    const message = `CleverTap refused this record with code ${code}: ${advice}`
    const refused = { status: 'partial', processed: 2, unprocessed: [refusal(2, code, 'Event is invalid.')] }
    expect(await fates({ body: refused })).toEqual([delivered, [400, message], delivered])
    interceptClevertap([
      { body: { status: 'fail', processed: 0, unprocessed: [refusal(1, code, 'Event is invalid.')] } }
    ])
    await expect(deliverSingle(viewed, eventSubscription())).rejects.toMatchObject({
      status: 400,
      code: String(code),
      message
    })
  })
})
