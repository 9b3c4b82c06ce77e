/** Waits before anything is sent. */
import { PassThrough, Readable } from 'stream'
import { waitFor } from '../waiting'
import type { Io } from '../io'

function createIo(signal: AbortSignal) {
  const stderr = new PassThrough().setEncoding('utf8')
  const io: Io = { environment: {}, stdin: Readable.from([]), stdout: new PassThrough(), stderr, signal }
  return { io, printed: () => stderr.read() as string | null }
}

const never = new Promise<string>(() => undefined)

describe('a wait', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('is silent for less than two seconds, and ends at once when the command is asked to stop', async () => {
    const interruption = new AbortController()
    const { io, printed } = createIo(interruption.signal)
    const waiting = waitFor(never, 'Waiting.\n', io)
    jest.advanceTimersByTime(1000)
    expect(printed()).toBe(null)
    jest.advanceTimersByTime(1000)
    expect(printed()).toBe('Waiting.\n')
    interruption.abort()
    expect(await waiting).toBe(undefined)
  })

  it('says nothing once it is over', async () => {
    const { io, printed } = createIo(new AbortController().signal)
    expect(await waitFor(Promise.resolve('done'), 'Waiting.\n', io)).toBe('done')
    jest.advanceTimersByTime(10_000)
    expect(printed()).toBe(null)
  })

  it('does not begin where the command was asked to stop before', async () => {
    const { io } = createIo(AbortSignal.abort())
    expect(await waitFor(never, 'Waiting.\n', io)).toBe(undefined)
  })
})
