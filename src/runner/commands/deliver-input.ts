/** One delivery from credential test to exit code: what `deliver` and `sample` share. */
import type { Settings } from '../../destinations/clevertap/generated-types'
import { withEndpoint } from '../../with-endpoint'
import { createWaits, wait } from '../delivery/attempts'
import type { SettledLine } from '../delivery/books'
import { checkCredentials, createSend } from '../delivery/destination'
import type { CredentialCheck } from '../delivery/destination'
import type { Lane } from '../delivery/lanes'
import { Run } from '../delivery/run'
import type { Pace } from '../delivery/run'
import { Failure } from '../failure'
import { splitLines } from '../files/input'
import type { Input } from '../files/input'
import { showProgress } from '../terminal/progress'
import type { Report } from '../terminal/report'
import type { World } from './world'

export type DeliveryOptions = {
  settings: Settings
  lanes: Lane[]
  input: Input
  pace: Pace
  skip: number
  showsProgress: boolean
  onSettled?: (settled: SettledLine) => void
  /** Gets the line up to which everything is settled. */
  onProgress?: (settledThrough: number) => void
}

/** Repeats the credential test while CleverTap does not say, within the time that events are retried. */
export async function verifyCredentials(settings: Settings, pace: Pace, signal: AbortSignal): Promise<CredentialCheck> {
  const definition = withEndpoint(settings.clevertapEndpoint)
  const startedAt = Date.now()
  const nextWait = createWaits(pace.firstRetryMs)
  for (;;) {
    const check = await checkCredentials(definition, settings)
    const waitMs = nextWait()
    const isTimeUp = Date.now() + waitMs - startedAt >= pace.giveUpAfterMs
    if (check.verdict !== 'unknown' || isTimeUp || signal.aborted) {
      return check
    }
    await wait(waitMs, signal)
  }
}

/** Delivers the whole input, or what there is time for. @throws Failure if a file cannot be read or written */
export async function deliverInput(options: DeliveryOptions, { stderr, signal }: World): Promise<Report> {
  const { settings, lanes, input, pace, skip } = options
  const { onSettled = () => undefined, onProgress = () => undefined } = options
  const run: Run = new Run({
    lanes,
    pace,
    skip,
    send: createSend(withEndpoint(settings.clevertapEndpoint), settings),
    onSettled,
    onProgress: () => onProgress(run.books.settledThrough())
  })
  const interrupt = () => run.stop('interrupted')
  signal.addEventListener('abort', interrupt)
  if (signal.aborted) {
    interrupt()
  }
  const progress = options.showsProgress ? showProgress(stderr, () => toSnapshot(run, input)) : undefined
  try {
    await run.deliver(splitLines(input.chunks()), input.stop)
  } catch (error) {
    throw error instanceof Failure ? withPosition(error, run.books.settledThrough(), skip) : error
  } finally {
    progress?.stop()
    signal.removeEventListener('abort', interrupt)
  }
  return {
    ...run.books.counts,
    reasons: run.books.reasons,
    skipped: skip,
    settledThrough: run.books.settledThrough(),
    ...(run.stopped !== undefined && { stopped: run.stopped })
  }
}

/** A run that failed on the way can be continued too. */
const withPosition = ({ message }: Failure, line: number, skip: number) =>
  new Failure(line > skip ? `${message} Everything up to line ${line} is settled; --skip ${line} continues.` : message)

function toSnapshot(run: Run, { totalBytes, bytesRead }: Input) {
  const { read, delivered, invalid, rejected, unauthorized } = run.books.counts
  return {
    read: read + run.books.openEvents,
    delivered,
    refused: invalid + rejected + unauthorized,
    waiting: run.books.openEvents,
    ...(totalBytes && { share: bytesRead() / totalBytes })
  }
}
