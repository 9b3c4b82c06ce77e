/** The command `presets`: the subscriptions of Quick Setup, as a file to start from. */
import { presetSubscriptions, toPublicForm } from '../../segment/subscriptions'
import type { AddCommand } from '../command'
import type { Io } from '../io'

const examples = `Examples:
  actions-clevertap presets > subscriptions.json
  actions-clevertap deliver events.ndjson --subscriptions subscriptions.json
`

export const addPresets: AddCommand = (program, io, end) => {
  program
    .command('presets')
    .description("Print the subscriptions of Quick Setup in the form of Segment's Public API: a file to start from.")
    .addHelpText('before', examples)
    .allowExcessArguments(false)
    .action(() => end(presets(io)))
}

/** @returns the exit code */
function presets({ stdout }: Io): number {
  stdout.write(`${JSON.stringify(toPublicForm(presetSubscriptions()), null, 2)}\n`)
  return 0
}
