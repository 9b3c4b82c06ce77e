/** Where the first event of each fate and reason stands: an example for whoever reads the summary. */
import type { LineFate, SettledLine } from '../settled'
import { toPlaceText } from '../files/input'
import type { Input } from '../files/input'

export type Places = {
  add: (settled: SettledLine) => void
  first: (fate: LineFate | 'warnings', reason: string) => string | undefined
}

const maxPlaces = 1000

export function createPlaces(input: Input): Places {
  const lines = new Map<string, number>()
  const remember = (key: string, line: number) => {
    if (!lines.has(key) && lines.size < maxPlaces) {
      lines.set(key, line)
    }
  }
  return {
    add: ({ line, fate, reason, warnings }) => {
      if (reason !== '') {
        remember(`${fate} ${reason}`, line)
      }
      warnings.forEach((warning) => remember(`warnings ${warning}`, line))
    },
    first: (fate, reason) => {
      const line = lines.get(`${fate} ${reason}`)
      return line === undefined ? undefined : toPlaceText(input.locate(line))
    }
  }
}
