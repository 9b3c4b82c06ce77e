/** Which records a batch becomes, and in which order they are sent, remembering which events each came from. Pure. */
import type { Built } from './build'

/** A record to send, the positions of the events that share it, and the items that were merged into it, if any were. */
export type Item<Rec> = { record: Rec; positions: number[]; parts?: Item<Rec>[] }

/**
 * Turns the records of one person in a batch into items that are sent one after another, no two in the same request.
 * @param items one or more of one person, in the order of the events
 */
export type CombineItems<Rec> = (items: Item<Rec>[]) => Item<Rec>[]

/**
 * @param built one result per input, in input order
 * @param combine absent: every record is sent as it is, several of one person in one request
 * @returns rounds, to be sent one after another. Within a round, the items stand in the order of their first events; where
 * items are combined, it has one of each person at most
 */
export function planRounds<Rec extends { identity: string }>(
  built: Built<Rec>[],
  combine?: CombineItems<Rec>
): Item<Rec>[][] {
  const items = built.flatMap((result, index): Item<Rec>[] =>
    result.fate === 'invalid' ? [] : [{ record: result.record, positions: [index] }]
  )
  return combine ? toRounds(items, combine) : [items]
}

/** The items of each person, one in each round. */
export function toRounds<Rec extends { identity: string }>(
  items: Item<Rec>[],
  combine: CombineItems<Rec>
): Item<Rec>[][] {
  const people = new Map<string, Item<Rec>[]>()
  for (const item of items) {
    const known = people.get(item.record.identity)
    if (known) {
      known.push(item)
    } else {
      people.set(item.record.identity, [item])
    }
  }
  const rounds: Item<Rec>[][] = [[]]
  people.forEach((ofOne) =>
    (ofOne.length === 1 ? ofOne : combine(ofOne)).forEach((item, round) => {
      rounds[round] = rounds[round] ?? []
      rounds[round].push(item)
    })
  )
  return rounds
}

/** All events of a person share the first record and its outcome. */
export const onePerPerson = <Rec>(items: Item<Rec>[]): Item<Rec>[] => [
  { record: items[0].record, positions: items.flatMap(({ positions }) => positions) }
]
