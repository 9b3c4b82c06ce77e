/** What came over the wire, and what was answered: the newest exchanges of an emulator. */

/**
 * One request and its answer, as they were on the wire. `url` is path and query; `headers` are the request's, spelled
 * and ordered as they came. `body` is empty when the request was too large to be read. `status` and `reply` are absent
 * as long as there is no answer, and stay so when there was none or only a part of one.
 */
export type Exchange = {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  status?: number
  reply?: string
}

/** What an exchange weighs beside its texts: its head. */
const headCharacters = 500

export class Journal {
  /** A set keeps the order of arrival, and its first one is dropped without moving the others. */
  private readonly exchanges = new Set<Exchange>()
  private characters = 0

  /** @param maxCharacters of all exchanges together; above it the oldest are dropped, at 0 every one */
  constructor(private readonly maxCharacters: number) {}

  /** Adds a request. */
  open(exchange: Exchange): void {
    this.exchanges.add(exchange)
    this.grow(headCharacters + exchange.body.length)
  }

  /** Adds the answer to a request. */
  answer(exchange: Exchange, status: number, reply: string): void {
    if (this.exchanges.has(exchange)) {
      Object.assign(exchange, { status, reply })
      this.grow(reply.length)
    }
  }

  /** The exchanges of this moment in order of arrival. */
  list(): Exchange[] {
    return Array.from(this.exchanges)
  }

  clear(): void {
    this.exchanges.clear()
    this.characters = 0
  }

  private grow(characters: number): void {
    this.characters += characters
    for (const exchange of this.exchanges) {
      if (this.characters <= this.maxCharacters) {
        return
      }
      this.exchanges.delete(exchange)
      this.characters -= headCharacters + exchange.body.length + (exchange.reply?.length ?? 0)
    }
  }
}

/** Header names and values in pairs, from Node's flat list of them. */
export const toHeaderPairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1]]] : []))
