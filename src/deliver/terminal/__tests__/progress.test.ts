/** How far a run has come, in words. */
import { PassThrough } from 'stream'
import { showProgress, showSilence, toText } from '../progress'

const endpoint = 'https://in1.api.clevertap.com'
const snapshot = {
  read: 20_500,
  delivered: 18_000,
  refused: 12,
  waiting: 2_488,
  silentSeconds: 0,
  share: 0.25,
  secondsLeft: 30
}

it.each([
  [
    'rate and time left first',
    snapshot,
    Infinity,
    '1,801 events/s, 30 s left, 18,000 delivered, 12 refused, 2,488 waiting, 20,500 read'
  ],
  [
    'no time left where the size is unknown',
    { ...snapshot, share: undefined, secondsLeft: undefined, refused: 0 },
    Infinity,
    '1,801 events/s, 18,000 delivered, 2,488 waiting, 20,500 read'
  ],
  ['only what there is room for', snapshot, 50, '1,801 events/s, 30 s left, 18,000 delivered'],
  [
    'who is waited for, after two seconds',
    { ...snapshot, silentSeconds: 2 },
    60,
    'no success at https://in1.api.clevertap.com for 2 s'
  ]
])('shows %s', (_name, taken, room, text) => {
  expect(toText(taken, 10, endpoint, room)).toBe(text)
})

it.each([
  ['80 columns', 80, snapshot],
  ['40 columns', 40, snapshot],
  ['80 columns when the address is long', 80, { ...snapshot, silentSeconds: 1000 }]
])('stays on one line of %s, and alters nothing but that line', (_name, columns, taken) => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns })
  const progress = showProgress(stream, endpoint, () => taken)
  progress.say('Stopping.')
  progress.stop()
  const printed = String(stream.read())
  const parts = printed.split(/\r|\u001b\[K|\n/)
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(columns)
  expect(printed.replace(/\u001b\[K/g, '')).not.toContain('\u001b')
  expect(parts).toContain('Stopping.')
})

describe('where other text goes to the terminal, too', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('there is a line after two seconds of silence, then one every five seconds, and else nothing', () => {
    const stream = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY: true, columns: 80 })
    let silentSeconds = 0
    const progress = showSilence(stream, endpoint, () => ({ ...snapshot, share: undefined, silentSeconds }))
    const wait = (seconds: number) => {
      for (let tenth = 0; tenth < seconds * 10; tenth++) {
        silentSeconds += 0.1
        jest.advanceTimersByTime(100)
      }
      return stream.read()
    }
    const line = (seconds: number) => `no success at https://in1.api.clevertap.com for ${seconds} s, 18,000 delivered\n`
    expect([wait(1.7), wait(0.5), wait(4.6), wait(0.6)]).toEqual([null, line(2), null, line(7)])
    silentSeconds = 0
    expect([wait(1.7), wait(0.5)]).toEqual([null, line(2)])
    progress.stop()
    expect(wait(20)).toBe(null)
  })
})
