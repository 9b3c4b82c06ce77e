/** The run: reads lines as fast as CleverTap takes them, and ends when every event is settled or it has to stop. */
import { parseLine } from '../files/event'
import type { Line } from '../files/input'
import { Books } from './books'
import type { SettledLine, Settlement, Stop } from './books'
import type { Send } from '../../segment/destination'
import type { Lane } from '../../segment/lanes'
import { Sender } from './sender'
import type { Pace } from './sender'

export type RunOptions = {
  lanes: Lane[]
  send: Send
  pace: Pace
  /** What earlier runs have settled: lines up to there are not read as events. */
  start: Settlement
  /** Called once per line, before it counts as settled. What it throws ends the run. */
  onSettled: (settled: SettledLine) => void
  /** Whether `onSettled` keeps the events that were not delivered. */
  keepsUndelivered: boolean
  /** Called whenever events may have been settled. What it throws ends the run. */
  onProgress: () => void
}

/** Memory: as many events are held as keep every request busy, and no more bytes than this. */
const maxOpenBytes = 32 * 1024 * 1024
const openEventsPerRequest = 2000

export class Run {
  readonly books: Books
  private readonly sender: Sender
  private firstStop?: Stop
  private onStop = () => undefined as void
  private onChange = () => undefined as void

  constructor(private readonly options: RunOptions) {
    const { lanes, send, pace, onProgress } = options
    this.books = new Books({ ...options, giveUpAfterMs: pace.giveUpAfterMs })
    this.sender = new Sender({
      lanes,
      send,
      pace,
      books: this.books,
      onAnswer: () => {
        onProgress()
        this.onChange()
      },
      stop: (stop) => this.stop(stop)
    })
  }

  /** Why the run ends early, once it does. */
  get stopped(): Stop | undefined {
    return this.firstStop
  }

  /** Stops reading and sending; what is under way ends. The first reason stays. */
  stop(stop: Stop): void {
    if (this.firstStop === undefined) {
      this.firstStop = stop
      this.sender.stop()
      this.onStop()
      this.onChange()
    }
  }

  /**
   * Delivers everything in the input.
   * @param onStop called if the run has to end early, to stop the input
   * @throws what reading the input, or a callback, threw; everything under way has ended by then
   */
  async deliver(lines: AsyncIterable<Line[]>, onStop: () => void): Promise<void> {
    this.onStop = onStop
    if (this.firstStop !== undefined) {
      onStop()
    }
    try {
      await this.read(lines)
      await this.until(() => this.books.openEvents === 0 || this.firstStop !== undefined)
    } catch (failure) {
      this.stop({ reason: 'failed', failure })
    }
    await this.until(() => this.sender.isIdle)
    if (this.firstStop?.reason === 'failed') {
      throw this.firstStop.failure
    }
  }

  private async read(lines: AsyncIterable<Line[]>): Promise<void> {
    for await (const chunk of lines) {
      for (const line of chunk) {
        if (this.isFull()) {
          await this.until(() => !this.isFull() || this.firstStop !== undefined)
        }
        if (this.firstStop !== undefined) {
          return
        }
        if (line.number > this.options.start.settledThrough) {
          this.take(line)
        }
      }
      this.sender.dispatch()
    }
  }

  private take(line: Line): void {
    const parsed = parseLine(line)
    if (!parsed) {
      this.books.passLine(line.number)
      return
    }
    const lanes = 'event' in parsed ? this.options.lanes.filter(({ matches }) => matches(parsed.event)) : []
    if ('problem' in parsed || lanes.length === 0) {
      this.books.closeLine(parsed)
    } else {
      this.sender.add(this.books.openEvent(parsed.line, parsed.bytes, parsed.event, lanes))
    }
  }

  private isFull(): boolean {
    const maxOpenEvents = openEventsPerRequest * (this.options.pace.concurrency + 1)
    return this.books.openEvents >= maxOpenEvents || this.books.openBytes >= maxOpenBytes
  }

  /** Reads nothing until this is so. */
  private async until(isSo: () => boolean): Promise<void> {
    this.sender.isInputPaused = true
    this.sender.dispatch()
    while (!isSo()) {
      await new Promise<void>((resolve) => (this.onChange = resolve))
    }
    this.sender.isInputPaused = false
  }
}
