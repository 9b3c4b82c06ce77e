/** Texts on lines of the input, printed in the order of the input however they come. Pure, apart from the printing. */

/** @param print gets each text once */
export function createInOrder(print: (text: string) => void) {
  const waiting = new Map<number, string>()
  return {
    add: (line: number, text: string) => void waiting.set(line, text),
    /** Prints what is about the lines up to this one. */
    print: (through: number) => {
      const due = Array.from(waiting.keys()).filter((line) => line <= through)
      due.sort((left, right) => left - right)
      for (const line of due) {
        print(waiting.get(line) ?? '')
        waiting.delete(line)
      }
    }
  }
}
