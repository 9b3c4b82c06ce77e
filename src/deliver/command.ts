/** What the commands have in common: how one is added to the program, how it delivers by default, and parts of the help. */
import type { Command } from 'commander'
import type { Pace } from './run/sender'
import type { Io } from './io'

/** Declares a command: its arguments, its options, its help page with examples first, and what it runs. */
export type AddCommand = (program: Command, io: Io, end: (exitCode: number) => void) => void

export const deliveryPace: Pace = { concurrency: 4, giveUpAfterMs: 5 * 60_000, firstRetryMs: 500 }

/** Help is written for terminals of 80 columns. */
export const credentialsHelp = `
Credentials come from the environment:
  CLEVERTAP_ACCOUNT_ID  the Project ID of the CleverTap dashboard
  CLEVERTAP_PASSCODE    a passcode of the project
  CLEVERTAP_ENDPOINT    the region, such as https://in1.api.clevertap.com`

export const exitCodesHelp = `
Exit codes:
  0    every subscribed event of the whole input was delivered
  1    the input is done, and not every one was
  2    wrong usage, or a file could not be read or written
  3    the run stopped before the end; the same command goes on
  130  ended by a second Ctrl-C`

/** Of a run that stopped before it had sent anything. */
export const stoppedExitCode = 3
