/** The subscriptions of a command: those of a file, or the presets. */
import { promises as fs } from 'fs'
import { parseSubscriptions, presetSubscriptions } from '../../segment/subscriptions'
import type { Remark, Subscription } from '../../segment/subscriptions'
import { Failure, toFailure } from '../failure'
import type { Io } from '../io'
import { toPrintable } from '../printable'
import { toFit } from '../terminal/layout'

/**
 * @param path the presets if absent; the warnings about a file are printed
 * @throws Failure that says what is wrong with the file
 */
export async function subscriptionsOf(path: string | undefined, { stderr }: Io): Promise<Subscription[]> {
  if (path === undefined) {
    return presetSubscriptions()
  }
  const { subscriptions, warnings } = await readSubscriptions(path)
  warnings.forEach((text) => stderr.write(`${toFit(`Warning: ${toPrintable(text)}`, stderr)}\n`))
  return subscriptions
}

export type SubscriptionsFile = { subscriptions: Subscription[]; warnings: string[] }

/**
 * Reads subscriptions, in the Public API's form or the framework's.
 * @throws Failure that says what is wrong with each of them
 */
export async function readSubscriptions(path: string): Promise<SubscriptionsFile> {
  const { subscriptions, problems, warnings } = parseSubscriptions(await readJson(path))
  const toMessage = ({ entry, text }: Remark) =>
    entry === undefined ? `${path}: ${text}` : `${path}, subscription ${entry}: ${text}`
  if (problems.length > 0) {
    throw new Failure(problems.map(toMessage).join('\n'))
  }
  return { subscriptions, warnings: warnings.map(toMessage) }
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = (await fs.readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    throw toFailure(`Cannot read ${path}`, error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    // The parser's own words may quote the file.
    const position = /at position (\d+)/.exec((error as Error).message)?.[1]
    const line = position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`
    throw new Failure(`${path} is not JSON${line}.`)
  }
}
