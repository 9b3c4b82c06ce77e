/** What somebody posts to a case, or what is wrong with it in words. Pure. */
import type { Answer, Case, Json, JsonObject, Subscription } from '../protocol'

export type ParsedCase = { case: Case } | { error: string }

/** What a page shows at once. */
export const maxEvents = 50

/** Segment allows 50 mappings per destination. */
const maxSubscriptions = 50

/** Far more than any event has; the framework's own recursion ends at some 3,000. */
const maxDepth = 1000

const answers = ['401', '429', '503', 'cutAfter', 'html']

/** CleverTap's codes for records (documented: developer.clevertap.com "API Errors"). */
const codes = { first: 509, last: 555 }

/** @param actions keys of the actions that there are */
export function parseCase(input: unknown, actions: string[]): ParsedCase {
  const problem = findProblem(input, actions)
  return problem === undefined ? { case: input as Case } : { error: problem }
}

function findProblem(input: unknown, actions: string[]): string | undefined {
  if (!isObject(input)) {
    return 'A case must be a JSON object with event and subscriptions.'
  }
  const unknown = Object.keys(input).find((key) => !['event', 'subscriptions', 'before', 'answer'].includes(key))
  if (unknown !== undefined) {
    return `A case has event, subscriptions, before and answer, but not ${JSON.stringify(unknown.slice(0, 40))}.`
  }
  return (
    findDepthProblem(input as Json) ??
    findEventProblem(input.event) ??
    findSubscriptionsProblem(input.subscriptions, actions) ??
    findBeforeProblem(input.before) ??
    findAnswerProblem(input.answer)
  )
}

/** Level by level, since recursion is what it guards against. */
function findDepthProblem(input: Json): string | undefined {
  let level: Json[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) {
      return `A case may be nested ${maxDepth.toLocaleString('en-US')} deep at most.`
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return undefined
}

function findEventProblem(event: unknown): string | undefined {
  if (!Array.isArray(event)) {
    return isObject(event) ? undefined : 'event must be a JSON object, or a list of them.'
  }
  return event.length >= 1 && event.length <= maxEvents
    ? undefined
    : `event must be a list of 1 to ${maxEvents} events.`
}

function findSubscriptionsProblem(subscriptions: unknown, actions: string[]): string | undefined {
  if (!Array.isArray(subscriptions) || subscriptions.length > maxSubscriptions) {
    return `subscriptions must be a list of ${maxSubscriptions} at most.`
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
  const isKnown = answer === undefined || answers.some((known) => known === answer)
  return isKnown || isRefusal(answer as Answer)
    ? undefined
    : `answer must be ${answers.join(', ')}, or {"refuse": a code from ${codes.first} to ${codes.last}}.`
}

function isRefusal(answer: Answer | null): boolean {
  const { refuse, ...others } = (isObject(answer) ? answer : {}) as { refuse?: unknown }
  const isCode = Number.isInteger(refuse) && Number(refuse) >= codes.first && Number(refuse) <= codes.last
  return isCode && Object.keys(others).length === 0
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
