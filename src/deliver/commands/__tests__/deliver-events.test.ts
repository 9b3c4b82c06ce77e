/** Events through trouble: what the emulator holds in the end, not what the program counts. */
import {
  environmentOf,
  runCommand,
  toLines,
  useEmulator,
  useFolder,
  useNoWaits
} from '../../__tests__/__helpers__/command'

jest.setTimeout(60_000)

const folder = useFolder()
const { emulator } = useEmulator()
useNoWaits()

const names = Array.from({ length: 600 }, (_, index) => `Event ${index}`)
const track = (event: string, index: number) => ({
  type: 'track',
  messageId: `message-${index}`,
  timestamp: '2021-03-04T05:06:07.890Z',
  userId: `u-${index % 7}`,
  event,
  properties: { index }
})
const subscriptions = [
  {
    partnerAction: 'eventUpload',
    subscribe: 'type = "track"',
    mapping: {
      identity: { '@path': '$.userId' },
      eventName: { '@path': '$.event' },
      ts: { '@path': '$.timestamp' },
      eventData: { '@path': '$.properties' },
      enable_batching: true,
      batch_size: 20
    }
  }
]

async function deliver() {
  const file = folder.write('events.ndjson', toLines(names.map(track)))
  const mappings = folder.write('subscriptions.json', JSON.stringify(subscriptions))
  const { exitCode } = await runCommand(['deliver', file, '--subscriptions', mappings], {
    environment: environmentOf(emulator())
  })
  return exitCode
}

const stored = () =>
  emulator()
    .events()
    .map(({ evtName }) => evtName)
    .sort()

it('stores each event once where CleverTap took none of a request that it failed', async () => {
  emulator().setFaults({ seed: 7, errors: { 429: 0.2, 503: 0.2 }, cutBefore: 0.1 })
  expect(await deliver()).toBe(0)
  expect(stored()).toEqual([...names].sort())
})

it.each([
  ['counts another number of events', '{"status":"success","processed":999}'],
  ['refuses an event that was not sent', '{"status":"partial","unprocessed":[{"error":"Skipped record number : 99"}]}']
])('sends nothing a second time after a 200 that %s', async (_name, body) => {
  emulator().setFaults({
    next: [
      { kind: 'status', status: 200, body, contentType: 'application/json' },
      { kind: 'status', status: 200, body, contentType: 'application/json' }
    ]
  })
  expect(await deliver()).toBe(1)
  expect(new Set(stored()).size).toBe(stored().length)
  expect(stored().length).toBeGreaterThanOrEqual(names.length - 40)
})
