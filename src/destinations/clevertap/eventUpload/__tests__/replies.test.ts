import { deliverBatch, interceptClevertap } from '../../__tests__/__helpers__/clevertap'
import { subscriptionTo, track } from './__helpers__/events'

const events = [track('Viewed', {}), track('Bought', {}, { userId: 'u-2' })]

const failures = async (reply: Parameters<typeof interceptClevertap>[0][number]) => {
  interceptClevertap([reply])
  return (await deliverBatch(events, subscriptionTo() as never)).map((node) =>
    'errormessage' in node ? [node.status, node.errormessage] : [node.status]
  )
}

const unaccounted = [
  400,
  'CleverTap answered without saying what became of this event. It is not sent again, because an event that is sent twice counts twice.'
]

describe('an event for which a 200 does not account is rejected and not repeated', () => {
  it.each([
    ['fewer processed than sent', { status: 'success', processed: 1 }],
    ['failure without a reason', { status: 'fail' }],
    ['a status that is none of CleverTap', { status: 'queued' }],
    ['refusals that are no list', { status: 'partial', unprocessed: {} }],
    ['a refusal of another event', { status: 'partial', processed: 1, unprocessed: [{ record: { identity: 'z' } }] }]
  ])('%s', async (_name, body) => {
    expect(await failures({ body })).toEqual([unaccounted, unaccounted])
  })

  it('and its neighbour that is refused by name keeps its own reason', async () => {
    const unprocessed = [{ status: 'fail', code: 513, error: 'Skipped record number : 2', record: { identity: 'u-2' } }]
    expect(await failures({ body: { status: 'partial', processed: 0, unprocessed } })).toEqual([
      unaccounted,
      [
        400,
        'CleverTap refused this record with code 513: CleverTap keeps this event name for itself. Give the event another name.'
      ]
    ])
  })
})

it.each([
  ['nothing is answered', { body: '' }, 'answered with nothing'],
  ['the answer is a page of a proxy', { body: '<html></html>' }, 'answered with something that is not JSON'],
  ['no connection was made', { error: 'ECONNREFUSED' }, 'could not be reached']
])('an event is repeated where %s, and the message says that it may count twice', async (_name, reply, problem) => {
  const said = [
    500,
    expect.stringMatching(`${problem}.* It will be sent again. If CleverTap had taken it, it then counts twice.`)
  ]
  expect(await failures(reply)).toEqual([said, said])
})
