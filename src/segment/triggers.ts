/** A trigger taken apart: each condition in it, whether it holds for an event, and what the event has there. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { generateFql, parseFql, validate } from '@segment/destination-subscriptions'
import type { Condition as Node, GroupCondition } from '@segment/destination-subscriptions'

export type Joined = { conditions: Condition[]; joined: 'and' | 'or' }

/** `actual` is the value that the event has there, absent if it has none. `group`: what stands in the brackets. */
export type Condition = { text: string; holds: boolean; actual?: JSONValue; group?: Joined }

export type Explained = Joined & { matches: boolean; problem?: string }

/** The parser takes time that grows with the square of the length; Segment's editor makes a few hundred characters. */
const maxCharacters = 5_000

/** A trigger that was read once, for as many events as there are. */
export type Trigger = { problem: string } | { explain: (event: JSONObject) => Explained }

/**
 * @param subscribe a trigger in Segment's filter language, as the customer typed it
 * @returns what tells its conditions for an event, or what is wrong with it, completing "Not a condition: …"
 */
export function readTrigger(subscribe: string): Trigger {
  if (subscribe.length > maxCharacters) {
    return { problem: `it is longer than ${maxCharacters.toLocaleString('en-US')} characters` }
  }
  const spelling = findForeignSpelling(subscribe)
  if (spelling !== undefined) {
    return { problem: spelling }
  }
  const parsed = parseFql(subscribe)
  if ('error' in parsed) {
    return { problem: toProblem(subscribe, parsed.error) }
  }
  // The parser takes the end of the text for a value of this name.
  if (!subscribe.includes('eos') && JSON.stringify(parsed).includes('"value":"eos"')) {
    return { problem: 'a value is missing at its end' }
  }
  try {
    validate(parsed, { properties: {}, traits: {}, context: {} })
  } catch {
    return { problem: 'it names a property that cannot be read' }
  }
  const toJoinedFor = createJoined(parsed as GroupCondition)
  return { explain: (event) => ({ ...toJoinedFor(event), matches: validate(parsed, event) }) }
}

/** As `readTrigger`, of one event; none of its conditions, and a problem, if it is no condition. */
export function explainTrigger(subscribe: string, event: JSONObject): Explained {
  const trigger = readTrigger(subscribe)
  return 'explain' in trigger
    ? trigger.explain(event)
    : { conditions: [], joined: 'and', matches: false, problem: trigger.problem }
}

/** What is wrong with a trigger; undefined if it can be judged. */
export function findTriggerProblem(subscribe: string): string | undefined {
  const trigger = readTrigger(subscribe)
  return 'problem' in trigger ? trigger.problem : undefined
}

/** What JavaScript and SQL write, and the parser passes over in silence: such a condition would never hold. */
const foreignSpellings: [RegExp, string][] = [
  [/'/, 'text stands in double quotes, as in type = "identify"'],
  [/==/, '"==" is written "="'],
  [/&&/, '"&&" is written "and"'],
  [/\|\|/, '"||" is written "or"'],
  [/\sin\s*[[("]/i, '"in" is not known: write event = "A" or event = "B"'],
  [/!(?!=|contains|match)/, '"!" stands only before contains or match, and in "!="']
]

function findForeignSpelling(subscribe: string): string | undefined {
  const outside = subscribe.replace(/"[^"]*"/g, '""')
  return foreignSpellings.find(([pattern]) => pattern.test(outside))?.[1]
}

function createJoined({ operator, children }: GroupCondition): (event: JSONObject) => Joined {
  const conditions = children.map(createCondition)
  return (event) => ({ conditions: conditions.map((toCondition) => toCondition(event)), joined: operator })
}

/** The parser takes brackets one level deep, so this does not recurse further. */
function createCondition(node: Node): (event: JSONObject) => Condition {
  const alone: GroupCondition = { type: 'group', operator: 'and', children: [node] }
  const text = generateFql(alone)
  if (node.type === 'group') {
    const toGroup = createJoined(node)
    return (event) => ({ text, holds: validate(alone, event), group: toGroup(event) })
  }
  const path = pathOf(node)
  return (event) => {
    const actual = valueAt(event, path)
    return { text, holds: validate(alone, event), ...(actual !== undefined && { actual }) }
  }
}

/** Where the event has the value that a condition is about, in keys. */
function pathOf(node: Exclude<Node, GroupCondition>): string[] {
  switch (node.type) {
    case 'event-type':
      return ['type']
    case 'event':
    case 'name':
    case 'userId':
      return [node.type]
    case 'event-property':
      return ['properties', ...toKeys(node.name)]
    case 'event-trait':
      return ['traits', ...toKeys(node.name)]
    case 'event-context':
      return ['context', ...toKeys(node.name)]
  }
}

/** As the library that judges the condition splits a name. */
const toKeys = (name: string): string[] => name.match(/[^[.\]]+/g) ?? []

function valueAt(event: JSONObject, keys: string[]): JSONValue | undefined {
  let value: JSONValue | undefined = event
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.prototype.hasOwnProperty.call(value, key)) {
      return undefined
    }
    value = (value as JSONObject)[key]
  }
  return value
}

/**
 * For most of what it does not understand the parser throws an error of JavaScript's own, which helps no customer.
 * What it says in words of its own is passed on.
 */
function toProblem(subscribe: string, { name, message }: Error): string {
  if (subscribe.trim() === '') {
    return 'it is empty'
  }
  if (name !== 'TypeError') {
    return message
  }
  const outside = subscribe.replace(/"[^"]*"|'[^']*'/g, '')
  if (/["']/.test(outside)) {
    return 'a quotation mark is opened and not closed'
  }
  let depth = 0
  for (const character of outside) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    if (depth > 1) {
      return 'brackets within brackets are not understood'
    }
  }
  return depth > 0 ? 'a bracket is opened and not closed' : 'there is no condition in it, such as type = "identify"'
}
