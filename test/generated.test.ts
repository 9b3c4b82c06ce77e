/** Fails when a generated file, or a generated part of the documentation, is not what `npm run generate` would write. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { generateFiles } from '../scripts/generated'
import destination from '../src/destinations/clevertap'

it('every generated file is current; `npm run generate` writes them anew', async () => {
  const files = Array.from(await generateFiles(destination))
  expect(files.map(([path]) => path)).toEqual([
    'src/destinations/clevertap/generated-types.ts',
    ...Object.keys(destination.actions).map((action) => `src/destinations/clevertap/${action}/generated-types.ts`),
    'src/destinations/clevertap/metadata.json',
    'docs/actions-clevertap.md',
    'docs/destination-function.md',
    'docs/pull-request.md'
  ])
  const written = files.map(([path]) => [path, readFileSync(join(__dirname, '..', path), 'utf8')])
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(files))
})
