/** Events of many people, repeatable from a seed, and an independent account of the profiles that they come to. */
import { createWriteStream } from 'fs'
import { once } from 'events'
import { xoroshiro128plus, unsafeUniformIntDistribution } from 'pure-rand'

export type Profiles = Record<string, Record<string, unknown>>

/** A source of whole numbers from 0 up to but not including `bound`. */
export function createNumbers(seed: number) {
  const generator = xoroshiro128plus(seed)
  return (bound: number) => unsafeUniformIntDistribution(0, bound - 1, generator)
}

/**
 * Writes identifies, each with its own number in `seq`, and between them deletions of both sorts, into these files one
 * after the other.
 * @returns the profiles after all of them, in order: an identify sets attributes, a deletion removes all
 */
export async function writeScenario(paths: string[], seed: number, count: number, people: number): Promise<Profiles> {
  const number = createNumbers(seed)
  const profiles = new Map<string, Record<string, unknown>>()
  let seq = 0
  for (const [index, path] of paths.entries()) {
    const file = createWriteStream(path)
    while (seq < (count * (index + 1)) / paths.length) {
      seq++
      const userId = `user-${number(people)}`
      const line = JSON.stringify(toEvent(userId, seq, number, profiles))
      if (!file.write(`${line}\n`)) {
        await once(file, 'drain')
      }
    }
    file.end()
    await once(file, 'close')
  }
  return Object.fromEntries(profiles)
}

function toEvent(
  userId: string,
  seq: number,
  number: (bound: number) => number,
  profiles: Map<string, Record<string, unknown>>
): object {
  const kind = number(100)
  const timestamp = '2024-03-04T05:06:07.000Z'
  if (kind < 6) {
    profiles.delete(userId)
    return kind < 5
      ? { type: 'track', event: 'Delete User', timestamp, userId, properties: { seq } }
      : { type: 'delete', timestamp, userId }
  }
  if (kind < 9) {
    return { type: 'track', event: 'Product Viewed', timestamp, userId, properties: { seq } }
  }
  const attribute = `attribute${number(8)}`
  profiles.set(userId, { ...profiles.get(userId), seq, [attribute]: seq, Name: `Person ${seq}` })
  return { type: 'identify', timestamp, userId, traits: { name: `Person ${seq}`, seq, [attribute]: seq } }
}

/** Segment's subscription objects with small batches, so that few events make many requests. */
export const subscriptionsWith = (uploads: number, deletes: number) => [
  {
    partnerAction: 'userUpload',
    subscribe: 'type = "identify"',
    mapping: {
      identity: { '@path': '$.userId' },
      ts: { '@path': '$.timestamp' },
      profileData: { '@path': '$.traits' },
      standardAttributes: { Name: { '@path': '$.traits.name' } },
      batch_size: uploads
    }
  },
  {
    partnerAction: 'userDelete',
    subscribe: 'event = "Delete User"',
    mapping: { identity: { '@path': '$.userId' }, batch_size: deletes }
  }
]
