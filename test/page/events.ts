/** Events of a file, as JSON. */
import { readFileSync } from 'fs'
import type { JsonObject } from '../../src/tester/protocol'

export const readEvents = (path: string): JsonObject[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject)
