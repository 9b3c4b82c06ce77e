/** What a script or the page posts, as a case, or what is wrong with it in words. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { parseEntry } from '../../segment/subscription-entries'
import { faults, limits, refusalCodes } from '../protocol'
import type { Case, Json, JsonObject } from '../protocol'

export type ParsedCase = { case: Case } | { error: string }

type Read = ReturnType<typeof parseEntry>

const keys = ['event', 'subscriptions', 'before', 'answer', 'region']

/**
 * @param actions keys of the actions that there are
 * @returns the case with its subscriptions in the framework's form
 */
export function parseCase(input: unknown, actions: string[]): ParsedCase {
  const { subscriptions: entries } = isObject(input) ? input : ({} as JsonObject)
  const read = Array.isArray(entries) ? entries.map((entry) => parseEntry(entry, actions)) : []
  const error = findProblem(input, read)
  const subscriptions = read.flatMap((one) => ('subscription' in one ? one.subscription : []))
  return error === undefined ? { case: { ...(input as Case), subscriptions } } : { error }
}

function findProblem(input: unknown, read: Read[]): string | undefined {
  if (!isObject(input)) {
    return 'A case must be a JSON object with event and subscriptions.'
  }
  const unknown = Object.keys(input).find((key) => !keys.includes(key))
  if (unknown !== undefined) {
    return `A case has event, subscriptions, before, answer and region, but not ${JSON.stringify(
      unknown.slice(0, 40)
    )}.`
  }
  return (
    findDepthProblem(input as Json) ??
    findEventProblem(input.event) ??
    findSubscriptionsProblem(input.subscriptions, read) ??
    findBeforeProblem(input.before) ??
    findAnswerProblem(input.answer) ??
    (input.region === undefined || typeof input.region === 'string' ? undefined : 'region must be text, such as IN.')
  )
}

/** Goes level by level: recursion would fail on the nesting that this refuses. */
function findDepthProblem(input: Json): string | undefined {
  let level: Json[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) {
      return `A case may be nested ${limits.depth.toLocaleString('en-US')} deep at most.`
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return undefined
}

function findEventProblem(event: unknown): string | undefined {
  if (!Array.isArray(event)) {
    return isObject(event) ? undefined : 'event must be a JSON object, or a list of them.'
  }
  return event.length >= 1 && event.length <= limits.events
    ? undefined
    : `event must be a list of 1 to ${limits.events} events.`
}

function findSubscriptionsProblem(entries: unknown, read: Read[]): string | undefined {
  if (!Array.isArray(entries) || entries.length > limits.subscriptions) {
    return `subscriptions must be a list of ${limits.subscriptions} at most.`
  }
  const problems = entries.map((entry: unknown, index) => {
    const one = read[index]
    const problem = 'problem' in one ? one.problem : findOptionProblem(entry as JsonObject)
    return problem && `subscriptions[${index}].${problem}`
  })
  return problems.find((problem) => problem !== undefined)
}

function findOptionProblem({ name = '', enabled = false }: JsonObject): string | undefined {
  if (typeof name !== 'string') {
    return 'name must be text.'
  }
  return typeof enabled === 'boolean' ? undefined : 'enabled must be true or false.'
}

function findBeforeProblem(before: unknown): string | undefined {
  const isMap = before === undefined || (isObject(before) && Object.values(before).every(isObject))
  return isMap ? undefined : 'before must be an object from an identity to an object of attributes.'
}

function findAnswerProblem(answer: unknown): string | undefined {
  const names = faults.map(({ fault }) => fault)
  const isKnown = answer === undefined || isFault(answer)
  return isKnown || isRefusal(answer) || isRepeated(answer)
    ? undefined
    : `answer must be ${names.join(', ')}, {"fault": one of these, "times": 1 to ${limits.times}}, or ` +
        `{"refuse": a code from ${refusalCodes.first} to ${refusalCodes.last}}.`
}

const isFault = (value: unknown) => faults.some(({ fault }) => fault === value)

const isRefusal = (answer: unknown) =>
  isObject(answer) && hasOnly(answer, ['refuse']) && isWhole(answer.refuse, refusalCodes.first, refusalCodes.last)

const isRepeated = (answer: unknown) =>
  isObject(answer) &&
  hasOnly(answer, ['fault', 'times']) &&
  isFault(answer.fault) &&
  isWhole(answer.times, 1, limits.times)

const hasOnly = (object: JsonObject, known: string[]) => Object.keys(object).every((key) => known.includes(key))

const isWhole = (value: unknown, first: number, last: number) =>
  Number.isInteger(value) && Number(value) >= first && Number(value) <= last
