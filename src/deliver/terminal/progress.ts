/**
 * How far a run has come: one line that is written over on a terminal, a plain line now and then elsewhere. It changes
 * nothing about the terminal, neither its cursor nor its wrapping, so that there is nothing to undo however the run ends.
 */
import type { OutputStream } from '../io'
import { toColumns } from './layout'

/**
 * What is known of a run while it goes. `share` is how much of the input is settled, where its size is known, and
 * `secondsLeft` how long the rest will take; `silentSeconds` how long nothing has been settled while something waits.
 */
export type Snapshot = {
  read: number
  delivered: number
  refused: number
  waiting: number
  silentSeconds: number
  share?: number
  secondsLeft?: number
}

/** `say` writes a line of its own. */
export type Progress = { say: (text: string) => void; stop: () => void }

const lineEveryMs = 5000
const drawEveryMs = 200
const barWidth = 12
const silentSecondsToTell = 2

/** Erases what is right of the cursor. */
const eraseRest = '\u001b[K'

/**
 * @param endpoint who is waited for
 * @param take called for each display
 */
export function showProgress(stream: OutputStream, endpoint: string, take: () => Snapshot): Progress {
  const secondsSoFar = createClock()
  if (!stream.isTTY) {
    return repeat(stream, lineEveryMs, () => `${toText(take(), secondsSoFar(), endpoint)}\n`)
  }
  const draw = () => {
    const snapshot = take()
    // The terminal shows Ctrl-C as two characters more, which must not begin another line.
    const room = (stream.columns || toColumns(stream)) - 3
    const bar = snapshot.share === undefined ? '' : `${toBar(snapshot.share)} `
    const text = toText(snapshot, secondsSoFar(), endpoint, room - bar.length)
    stream.write(`\r${bar}${text}`.slice(0, room + 1) + eraseRest)
  }
  const timer = setInterval(draw, drawEveryMs)
  return {
    say: (text) => {
      stream.write(`\r${eraseRest}${text}\n`)
      draw()
    },
    stop: () => {
      clearInterval(timer)
      stream.write(`\r${eraseRest}`)
    }
  }
}

/** Where other text goes to the terminal, too: only a line now and then while CleverTap takes nothing. */
export function showSilence(stream: OutputStream, endpoint: string, take: () => Snapshot): Progress {
  const secondsSoFar = createClock()
  let dueSeconds = silentSecondsToTell
  return repeat(stream, drawEveryMs, () => {
    const snapshot = take()
    const { silentSeconds } = snapshot
    const isDue = silentSeconds >= dueSeconds
    if (isDue || silentSeconds < silentSecondsToTell) {
      dueSeconds = isDue ? silentSeconds + lineEveryMs / 1000 : silentSecondsToTell
    }
    return isDue ? `${toText(snapshot, secondsSoFar(), endpoint, toColumns(stream))}\n` : ''
  })
}

/** Writes what there is to write every so often. */
function repeat(stream: OutputStream, everyMs: number, toLine: () => string): Progress {
  const timer = setInterval(() => stream.write(toLine()), everyMs)
  timer.unref()
  return { say: (text) => void stream.write(`${text}\n`), stop: () => clearInterval(timer) }
}

/** @returns how many seconds have passed since */
function createClock(): () => number {
  const startedAt = performance.now()
  return () => (performance.now() - startedAt) / 1000
}

function toBar(share: number): string {
  const bounded = Math.min(Math.max(share, 0), 1)
  const filled = Math.round(bounded * barWidth)
  const percentage = `${Math.floor(bounded * 100)}%`.padStart(4)
  return `${percentage} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
}

const grouped = (count: number) => Math.round(count).toLocaleString('en-US')

/** One line of progress: the most useful first, and as much of it as there is room for. */
export function toText(snapshot: Snapshot, seconds: number, endpoint: string, room = Infinity): string {
  const { read, delivered, refused, waiting, silentSeconds, secondsLeft } = snapshot
  const figures = [`${grouped(delivered)} delivered`]
  if (refused > 0) {
    figures.push(`${grouped(refused)} refused`)
  }
  figures.push(`${grouped(waiting)} waiting`, `${grouped(read)} read`)
  const first =
    waiting > 0 && silentSeconds >= silentSecondsToTell
      ? [`no success at ${endpoint} for ${Math.floor(silentSeconds)} s`]
      : [`${grouped(seconds > 0 ? (read - waiting) / seconds : 0)} events/s`]
  if (secondsLeft !== undefined && silentSeconds < silentSecondsToTell) {
    first.push(`${toDuration(secondsLeft)} left`)
  }
  return [...first, ...figures].reduce((text, part) =>
    text.length + part.length + 2 > room ? text : `${text}, ${part}`
  )
}

/** `30 s`, `5 min`, `2 h`. */
export function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 100 ? `${whole} s` : whole < 6000 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`
}

/** A time that CleverTap asked for: exact, and as people say it. */
export function toWords(seconds: number): string {
  const exact = `${Math.ceil(seconds).toLocaleString('en-US')} s`
  const [unit, length] = seconds < 7200 ? ['min', 60] : seconds < 2 * 86_400 ? ['h', 3600] : ['days', 86_400]
  return seconds < 120 ? exact : `${exact} (${Math.round(seconds / Number(length)).toLocaleString('en-US')} ${unit})`
}
