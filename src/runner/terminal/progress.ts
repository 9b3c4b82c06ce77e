/** How far a run has come: a bar on a terminal, a plain line now and then elsewhere. */
import { SingleBar } from 'cli-progress'

/** What is known of a run while it goes. `share` is how much of the input has been read, where its size is known. */
export type Snapshot = { read: number; delivered: number; refused: number; waiting: number; share?: number }

export type Progress = { stop: () => void }

const lineEveryMs = 5000
const barEveryMs = 200

/** @param take called for each display */
export function showProgress(stream: NodeJS.WritableStream & { isTTY?: boolean }, take: () => Snapshot): Progress {
  const startedAt = Date.now()
  const describe = () => toText(take(), (Date.now() - startedAt) / 1000)
  if (!stream.isTTY) {
    const timer = setInterval(() => stream.write(`${describe()}\n`), lineEveryMs)
    timer.unref()
    return { stop: () => clearInterval(timer) }
  }
  const format = '{bar} {percentage}% {text}'
  const bar = new SingleBar({ stream, format, hideCursor: null, clearOnComplete: true, barsize: 20, fps: 10 })
  bar.start(100, 0, { text: '' })
  const timer = setInterval(() => bar.update(Math.round((take().share ?? 0) * 100), { text: describe() }), barEveryMs)
  return {
    stop: () => {
      clearInterval(timer)
      bar.stop()
    }
  }
}

const grouped = (count: number) => Math.round(count).toLocaleString('en-US')

/** One line of progress. */
export function toText({ read, delivered, refused, waiting, share }: Snapshot, seconds: number): string {
  const rate = seconds > 0 ? (read - waiting) / seconds : 0
  const parts = [
    `${grouped(read)} read`,
    `${grouped(delivered)} delivered`,
    `${grouped(refused)} refused`,
    `${grouped(waiting)} waiting`,
    `${grouped(rate)} events/s`
  ]
  if (share !== undefined && share > 0) {
    parts.push(`${toDuration((seconds * (1 - share)) / share)} left`)
  }
  return parts.join(', ')
}

function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 100 ? `${whole} s` : whole < 6000 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`
}
