/** The subscriptions of a command: those of `--subscriptions`, with its warnings told, or the presets. */
import { presetSubscriptions } from '../segment/subscriptions'
import type { Subscription } from '../segment/subscriptions'
import { readSubscriptions } from './files/subscriptions'
import { toPrintable } from './printable'
import { toFit } from './terminal/layout'
import type { World } from './io'

/** @throws Failure that says what is wrong with the file */
export async function subscriptionsOf(path: string | undefined, { stderr }: World): Promise<Subscription[]> {
  if (path === undefined) {
    return presetSubscriptions()
  }
  const file = await readSubscriptions(path)
  file.warnings.forEach((text) => stderr.write(`${toFit(`Warning: ${toPrintable(text)}`, stderr)}\n`))
  return file.subscriptions
}
