/** What docs/try.md promises to scripts. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { actions } from '../../src/try/engine/actions'
import { parseCase } from '../../src/try/engine/case'
import { startEngine } from '../../src/try/engine/explain'
import type { Case } from '../../src/try/protocol'

const text = readFileSync(join(__dirname, '..', '..', 'docs', 'try.md'), 'utf8')
const blocks = Array.from(text.matchAll(/```json\n([^]*?)```/g), ([, block]) => JSON.parse(block))

it.each([
  ['first', blocks[0], blocks[1]],
  ['second', blocks[2], blocks[3]]
])('the %s case that it shows has the answer that it shows', async (_name, input, answer) => {
  expect(parseCase(input, Object.keys(actions))).toEqual({ case: input })
  const engine = await startEngine()
  const explanation = await engine.explain(input as Case)
  await engine.close()
  expect(explanation).toMatchObject(answer)
})
