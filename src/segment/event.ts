/** An event of Segment's, parsed once at the door: what code outside the destination reads is text or absent. Pure. */
import { isObject } from '../destinations/clevertap/values/json'

/** Whatever the JSON was, these keys have these types; all others are as they came. */
export type SegmentEvent = { type: string; userId?: string; messageId?: string; [key: string]: unknown }

export type ParsedEvent = { event: SegmentEvent } | { problem: string }

/** A whole number of as many digits as JavaScript may round. The texts of an event may hold one too. */
const mayBeRounded = /[:,[\s]-?[1-9]\d{15}/

/**
 * Reads JSON. Whole numbers beyond 2^53, which JavaScript would round, become text, digit by digit.
 * @returns undefined if the text is no JSON
 */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return { value: mayBeRounded.test(text) ? JSON.parse(quoteLargeNumbers(text)) : value }
  } catch {
    return undefined
  }
}

/** A quotation mark, or a whole number of at least 16 digits that is no part of a longer number. */
const markOrNumber = /"|(?<![\d.eE+-])-?[1-9]\d{15,}(?![\d.eE])/g

/** @param json a text that is known to be JSON */
function quoteLargeNumbers(json: string): string {
  let quoted = ''
  let copiedTo = 0
  markOrNumber.lastIndex = 0
  for (let found = markOrNumber.exec(json); found; found = markOrNumber.exec(json)) {
    const [text] = found
    if (text === '"') {
      markOrNumber.lastIndex = endOfText(json, found.index)
    } else if (!Number.isSafeInteger(Number(text))) {
      quoted += `${json.slice(copiedTo, found.index)}"${text}"`
      copiedTo = markOrNumber.lastIndex
    }
  }
  return quoted + json.slice(copiedTo)
}

/** Character by character: a regular expression would need a stack as deep as the text has escapes. */
function endOfText(json: string, start: number): number {
  let index = start + 1
  while (json[index] !== '"') {
    index += json[index] === '\\' ? 2 : 1
  }
  return index + 1
}

/**
 * @param value any JSON
 * @returns the event, a copy where something had to be changed; or what is wrong with it, completing "It …"
 */
export function parseEvent(value: unknown): ParsedEvent {
  if (!isObject(value)) {
    return { problem: 'is not a JSON object' }
  }
  const { type, userId, messageId, context, timestamp, originalTimestamp } = value
  if (typeof type !== 'string') {
    return { problem: 'has no type, such as "type": "identify"' }
  }
  const changes = {
    ...(!isTextOrAbsent(userId) && { userId: toText(userId) }),
    ...(!isTextOrAbsent(messageId) && { messageId: toText(messageId) }),
    ...(isHarmful(context) && { context: toHarmless(context) }),
    // As Segment's own servers fill it in.
    ...(isAbsent(timestamp) && !isAbsent(originalTimestamp) && { timestamp: originalTimestamp })
  }
  return { event: (Object.keys(changes).length > 0 ? { ...value, ...changes } : value) as SegmentEvent }
}

const isAbsent = (value: unknown) => value === undefined || value === null

const isTextOrAbsent = (value: unknown) => typeof value === 'string' || value === undefined

/** Text, or what the framework takes for it: a number, a boolean, and a list of one of these; undefined for all else. */
export function toText(value: unknown): string | undefined {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  return typeof single === 'string' || typeof single === 'number' || typeof single === 'boolean'
    ? String(single)
    : undefined
}

/**
 * The framework asks each event of a batch for its audience before any action is called, and reads through `null` here:
 * one such event would throw for all (observed, actions-core 3.170.0 and 3.177.0). An object with a `toString` of its own
 * as the key of the audience throws there too.
 */
const isHarmful = (context: unknown) =>
  context === null || (isObject(context) && (context.personas === null || isHarmfulKey(context.personas)))

const isHarmfulKey = (personas: unknown) => isObject(personas) && typeof personas.computation_key === 'object'

function toHarmless(context: unknown): unknown {
  if (!isObject(context)) {
    return undefined
  }
  const { personas, ...rest } = context
  return isObject(personas) ? { ...rest, personas: { ...personas, computation_key: undefined } } : rest
}

/**
 * Whether the sender keeps an event from a destination, as Segment reads `integrations`: by its name, or by `All` for
 * whatever is not named.
 */
export function isOptedOut({ integrations }: SegmentEvent, destination: string): boolean {
  if (!isObject(integrations)) {
    return false
  }
  const isNamed = Object.prototype.hasOwnProperty.call(integrations, destination)
  return (isNamed ? integrations[destination] : integrations.All) === false
}
