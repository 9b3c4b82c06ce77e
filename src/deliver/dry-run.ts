/** `deliver --dry-run`: what would be sent, and how it would go. */
import { toLanes } from '../segment/lanes'
import { Failure } from './failure'
import { createPaint, toColumns, toFit } from './terminal/layout'
import { toSummary } from './terminal/report'
import { openFiles } from './files/open'
import type { FileOptions } from './files/open'
import { runDry } from './dry-run-input'
import { parseEndpoint } from './settings'
import { subscriptionsOf } from './subscriptions'
import { hasBegun, waitForFiles } from './waiting'
import { outputClosed } from './io'
import type { World } from './io'

type DryRunOptions = FileOptions & { skip: number; endpoint?: string; json?: boolean }

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code: 0 if every event that an action takes would be delivered, else 1
 */
export async function dryRun(paths: string[], options: DryRunOptions, world: World): Promise<number> {
  const { environment, stderr, signal } = world
  const { subscriptions, report, undelivered, checkpoint, json, skip } = options
  if (report !== undefined || undelivered !== undefined || checkpoint !== undefined || json) {
    throw new Failure(
      '--dry-run writes no report and no files: leave out --report, --undelivered, --checkpoint, --json.'
    )
  }
  const wanted = (options.endpoint ?? environment.CLEVERTAP_ENDPOINT ?? '').trim()
  const endpoint = wanted === '' ? 'CleverTap' : parseEndpoint(wanted)
  const lanes = toLanes(await subscriptionsOf(subscriptions, world))
  const { input, discard } = await waitForFiles(openFiles(paths, { subscriptions }, world), world)
  const notice = `Dry run: nothing is sent. These records would go to ${endpoint}, each with its line number.`
  stderr.write(`${toFit(notice, stderr)}\n`)
  if (!(await hasBegun(input, world))) {
    discard()
    return 1
  }
  const accountId = environment.CLEVERTAP_ACCOUNT_ID?.trim() || 'ACCOUNT-ID'
  const passcode = environment.CLEVERTAP_PASSCODE?.trim() || 'PASSCODE'
  const { books, failure } = await runDry({ lanes, input, skip, accountId, passcode }, world)
  if (signal.reason === outputClosed) {
    return 1
  }
  const stopped = failure ? 'failed' : signal.aborted ? 'interrupted' : undefined
  const counts = { ...books.counts, reasons: books.reasons, skipped: 0, ...books.settlement(), stopped } as const
  const look = { columns: toColumns(stderr), paint: createPaint(stderr, environment), isDryRun: true }
  stderr.write(`\n${toSummary(counts, look)}\n\nThis was a dry run: nothing was sent.\n`)
  if (failure) {
    throw failure
  }
  return counts.allDelivered && !stopped ? 0 : 1
}
