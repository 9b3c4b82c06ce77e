/** The run: reads lines as fast as CleverTap takes them, and ends when every event is settled or it has to stop. */
import { parseLine } from '../files/event'
import type { ParsedLine } from '../files/event'
import type { Line } from '../files/event'
import { createSettledTest } from '../settled'
import type { SettledLine, Settlement } from '../settled'
import { LineTracker } from './line-tracker'
import { createRecent } from './recent'
import type { Stop } from './retry-plans'
import type { Send } from '../../segment/destination'
import type { SegmentEvent } from '../../segment/event'
import { isKeptBack } from '../../segment/subscribers'
import type { Subscriber } from '../../segment/subscribers'
import { Sender } from './sender'
import type { Pace } from './sender'

export type RunOptions = {
  subscribers: Subscriber[]
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

/** Segment itself drops an event whose message id came before; here a file is looked back on as far as this. */
const rememberedIds = 100_000

const keptBack = 'The event opts out of this destination in its integrations.'

export class Run {
  readonly tracker: LineTracker
  private readonly sender: Sender
  private readonly isSettled: (line: number) => boolean
  private readonly isRecent = createRecent(rememberedIds)
  private firstStop?: Stop
  private onStop = () => undefined as void
  private onChange = () => undefined as void

  constructor(private readonly options: RunOptions) {
    const { subscribers, send, pace, keepsUndelivered, onProgress } = options
    this.isSettled = createSettledTest(options.start)
    this.tracker = new LineTracker({
      ...options,
      onFailure: (failure) => this.stop({ reason: 'failed', failure })
    })
    this.sender = new Sender({
      subscribers,
      send,
      pace,
      tracker: this.tracker,
      keepsUndelivered,
      onAnswer: () => {
        try {
          onProgress()
        } finally {
          // Whatever waits goes on, or it would wait for ever.
          this.onChange()
        }
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
      await this.until(() => this.tracker.openEvents === 0 || this.firstStop !== undefined)
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
        this.take(line)
      }
      this.sender.dispatch()
    }
  }

  private take(line: Line): void {
    if (this.isSettled(line.number)) {
      this.passSettled(line)
      return
    }
    const parsed = parseLine(line)
    if (!parsed) {
      this.tracker.passLine(line.number)
    } else if ('problem' in parsed) {
      this.tracker.closeLine(parsed, 'malformed', parsed.problem)
    } else {
      this.takeEvent(parsed)
    }
  }

  private takeEvent(parsed: ParsedLine & { event: SegmentEvent }): void {
    const { line, bytes, event } = parsed
    const subscribers = this.options.subscribers.filter(({ matches }) => matches(event))
    if (this.isRecent(event.messageId)) {
      this.tracker.closeLine(parsed, 'duplicates')
    } else if (subscribers.length === 0) {
      this.tracker.closeLine(parsed, 'notSubscribed')
    } else if (isKeptBack(event)) {
      this.tracker.closeLine(parsed, 'notSubscribed', keptBack)
    } else {
      this.sender.add(this.tracker.openEvent(line, bytes, event, subscribers))
    }
  }

  /** An earlier run has done with it; only its message id counts, if it is among the last that are remembered. */
  private passSettled(line: Line): void {
    this.tracker.passLine(line.number)
    if (line.number > this.options.start.settledThrough - rememberedIds) {
      const parsed = parseLine(line)
      if (parsed && 'event' in parsed) {
        this.isRecent(parsed.event.messageId)
      }
    }
  }

  private isFull(): boolean {
    const maxOpenEvents = openEventsPerRequest * (this.options.pace.concurrency + 1)
    return this.tracker.openEvents >= maxOpenEvents || this.tracker.openBytes >= maxOpenBytes
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
