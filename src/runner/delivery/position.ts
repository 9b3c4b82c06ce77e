/** Up to which line of the input everything is settled. Pure state, no IO. */
export class Position {
  private readonly open = new Set<number>()
  private last = 0

  /** @param line where the run begins: the lines up to it are settled */
  constructor(line: number) {
    this.last = line
  }

  /** A line has been read; lines come in order. */
  pass(line: number): void {
    this.last = line
  }

  /** A line has been read and is not settled. */
  enter(line: number): void {
    this.last = line
    this.open.add(line)
  }

  /** A line has been settled, in any order. */
  leave(line: number): void {
    this.open.delete(line)
  }

  /** The last line before the first that is not settled. A set keeps the order in which lines were added. */
  settledThrough(): number {
    const first = this.open.values().next()
    return first.done ? this.last : first.value - 1
  }
}
