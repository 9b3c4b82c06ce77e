/** What a call of the destination comes to, and what CleverTap's answer means for what follows. */
import { startEmulator } from '../../emulator'
import type { Emulator } from '../../emulator'
import { createSend, parseRetryAfter } from '../destination'
import type { Send } from '../destination'
import { toSubscribers } from '../subscribers'
import { presetSubscriptions } from '../subscriptions'
import { withEndpoint } from '../with-endpoint'

const now = Date.UTC(2024, 2, 4, 5, 6, 7)

it.each([
  ['absent', undefined, 0],
  ['seconds', '120', 120_000],
  ['a date to come', 'Mon, 04 Mar 2024 05:06:17 GMT', 10_000],
  ['a date gone by', 'Mon, 04 Mar 2024 05:06:00 GMT', 0],
  ['nonsense', 'soon', 0],
  ['negative', '-5', 0]
])('reads Retry-After: %s', (_name, header, milliseconds) => {
  expect(parseRetryAfter(header, now)).toBe(milliseconds)
})

describe('a batch with an event that the mapping fails for', () => {
  let emulator: Emulator
  let send: Send
  beforeAll(async () => {
    emulator = await startEmulator()
    const { url, accountId, passcode } = emulator
    send = createSend(withEndpoint(url), {
      clevertapAccountId: accountId,
      clevertapPasscode: passcode,
      clevertapEndpoint: url
    })
  })
  afterAll(() => emulator.close())

  const [upload] = presetSubscriptions()
  const mapping = { ...upload.mapping, profileData: { name: { '@template': '{{traits.name}}' } } }
  const [subscriber] = toSubscribers([{ ...upload, mapping }])
  const identify = (userId: string, name: unknown = userId) => ({ type: 'identify', userId, traits: { name } })
  const poison = identify('p', { toString: 1 })

  it('delivers all others in order, in few requests', async () => {
    const events = [identify('a'), poison, ...['b', 'c', 'd', 'e', 'f', 'a'].map((id) => identify(id))]
    const { results, requests } = await send(subscriber, events)
    expect(results.map(({ fate, reason }) => [fate, reason])).toEqual([
      ['delivered', ''],
      ['invalid', 'The mapping cannot be applied to this event.'],
      ...Array(6).fill(['delivered', ''])
    ])
    expect(requests).toBe(3)
  })

  it('lets nothing overtake what has to be sent again', async () => {
    emulator.setFaults({ next: [{ kind: 'status', status: 503 }] })
    const { results } = await send(subscriber, [identify('a'), poison, identify('b'), identify('a')])
    expect(results.map(({ fate }) => fate)).toEqual(['transient', 'invalid', 'delivered', 'transient'])
    expect(emulator.journal.slice(-2).map(({ body }) => JSON.parse(body).d.length)).toEqual([1, 1])
  })
})
