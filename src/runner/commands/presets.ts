/** The command `presets`: the subscriptions of Quick Setup, as a file to start from. */
import { presetSubscriptions, toPublicForm } from '../files/subscriptions'
import type { World } from './world'

/** @returns the exit code */
export function presets({ stdout }: World): number {
  stdout.write(`${JSON.stringify(toPublicForm(presetSubscriptions()), null, 2)}\n`)
  return 0
}
