/** The command `emulate`: the emulator alone, until it is told to end. */
import { startEmulator } from '../../emulator'
import type { Emulator, Faults } from '../../emulator'
import { toFailure } from '../failure'
import type { World } from './world'

export type EmulateOptions = { port: number; faults: Faults }

/** @returns the exit code */
export async function emulate({ port, faults }: EmulateOptions, { stdout, stderr, signal }: World): Promise<number> {
  const emulator = await start(port, faults)
  const variables = [
    `CLEVERTAP_ENDPOINT=${emulator.url}`,
    `CLEVERTAP_ACCOUNT_ID=${emulator.accountId}`,
    `CLEVERTAP_PASSCODE=${emulator.passcode}`
  ]
  stdout.write(`${variables.join('\n')}\n`)
  stderr.write(`The emulator listens at ${emulator.url}. Ctrl-C ends it.\n`)
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }
  stderr.write(`${JSON.stringify(emulator.counters())}\n`)
  await emulator.close()
  return 0
}

async function start(port: number, faults: Faults): Promise<Emulator> {
  try {
    return await startEmulator({ port, faults })
  } catch (error) {
    throw toFailure('Cannot start the emulator', error)
  }
}
