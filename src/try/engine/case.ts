/** What somebody posts to a case, or what is wrong with it in words. Pure. */
import { faults, limits, refusalCodes } from '../protocol'
import type { Case, Json, JsonObject, Subscription } from '../protocol'

export type ParsedCase = { case: Case } | { error: string }

const keys = ['event', 'subscriptions', 'before', 'answer', 'region']

/** @param actions keys of the actions that there are */
export function parseCase(input: unknown, actions: string[]): ParsedCase {
  const problem = findProblem(input, actions)
  return problem === undefined ? { case: input as Case } : { error: problem }
}

function findProblem(input: unknown, actions: string[]): string | undefined {
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
    findSubscriptionsProblem(input.subscriptions, actions) ??
    findBeforeProblem(input.before) ??
    findAnswerProblem(input.answer) ??
    (input.region === undefined || typeof input.region === 'string' ? undefined : 'region must be text, such as IN.')
  )
}

/** Level by level, since recursion is what it guards against. */
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

function findSubscriptionsProblem(subscriptions: unknown, actions: string[]): string | undefined {
  if (!Array.isArray(subscriptions) || subscriptions.length > limits.subscriptions) {
    return `subscriptions must be a list of ${limits.subscriptions} at most.`
  }
  const problems = subscriptions.map((item: unknown, index) => {
    const at = `subscriptions[${index}]`
    const { partnerAction, subscribe, mapping, name, enabled } = (isObject(item) ? item : {}) as Partial<Subscription>
    if (partnerAction === undefined || !actions.includes(partnerAction)) {
      return `${at}.partnerAction must be ${actions.join(' or ')}.`
    }
    if (typeof subscribe !== 'string') {
      return `${at}.subscribe must be text, such as type = "identify".`
    }
    if (!isObject(mapping)) {
      return `${at}.mapping must be an object from a field to what it is mapped to.`
    }
    if (name !== undefined && typeof name !== 'string') {
      return `${at}.name must be text.`
    }
    return enabled === undefined || typeof enabled === 'boolean' ? undefined : `${at}.enabled must be true or false.`
  })
  return problems.find((problem) => problem !== undefined)
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

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
