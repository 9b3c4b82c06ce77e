/**
 * `npm run pull-request -- <1|2> <folder>`: writes the drop-in folder as it is after the first of the two pull requests
 * (User Upload and User Delete) or after both. With no folder, it prints the lines that each adds.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import type { DestinationDefinition } from '@segment/actions-core'
import { format, resolveConfig } from 'prettier'
import * as ts from 'typescript'
import destination from '../src/destinations/clevertap'
import type { Settings } from '../src/destinations/clevertap/generated-types'
import { toMetadata } from './metadata'

const source = join(__dirname, '..', 'src', 'destinations', 'clevertap')

/** What the first pull request replaces; all other actions come with the second. */
const firstActions = ['userUpload', 'userDelete']
const laterActions = Object.keys(destination.actions).filter((key) => !firstActions.includes(key))

/** The sentence of the destination's description that is true only after the second. */
const laterDescription = / Record what people do as events\./

/**
 * @param step which pull requests have landed
 * @param folder that does not exist yet
 */
export function writeStep(step: 1 | 2, folder: string): void {
  cpSync(source, folder, { recursive: true })
  if (step === 2) {
    return
  }
  laterActions.forEach((action) => rmSync(join(folder, action), { recursive: true }))
  rewrite(join(folder, 'index.ts'), (text) => toFormatted(withoutActions(text).replace(laterDescription, '')))
  rewrite(join(folder, '__tests__/__snapshots__/snapshot.test.ts.snap'), withoutSnapshots)
  writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(toMetadata(firstDefinition()), null, 2)}\n`)
}

const toFormatted = (text: string) => format(text, { ...resolveConfig.sync(source), parser: 'typescript' })

function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

function firstDefinition(): DestinationDefinition<Settings> {
  const { description = '', actions, presets = [] } = destination
  return {
    ...destination,
    description: description.replace(laterDescription, ''),
    actions: Object.fromEntries(Object.entries(actions).filter(([key]) => firstActions.includes(key))),
    presets: presets.filter(({ partnerAction }) => firstActions.includes(partnerAction))
  }
}

/** Without the imports, the entries in `actions` and the presets of the later actions. */
function withoutActions(text: string): string {
  const file = ts.createSourceFile('index.ts', text, ts.ScriptTarget.ES2020, true)
  const ranges: [number, number][] = []
  const visit = (node: ts.Node): void => {
    if (isOfLaterAction(node)) {
      const isLast = ts.isImportDeclaration(node) || text[node.end] !== ','
      // The last entry of a list takes the comma before it along.
      const start =
        isLast && !ts.isImportDeclaration(node) ? text.lastIndexOf(',', node.getStart()) : node.getFullStart()
      ranges.push([start, isLast ? node.end : node.end + 1])
    } else {
      ts.forEachChild(node, visit)
    }
  }
  visit(file)
  return ranges.reverse().reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text)
}

function isOfLaterAction(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) {
    return laterActions.some((action) => node.moduleSpecifier.getText() === `'./${action}'`)
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    return laterActions.includes(node.name.text)
  }
  const actionOf = (property: ts.ObjectLiteralElementLike) =>
    ts.isPropertyAssignment(property) && property.name.getText() === 'partnerAction'
      ? property.initializer.getText().slice(1, -1)
      : ''
  return ts.isObjectLiteralExpression(node) && node.properties.some((one) => laterActions.includes(actionOf(one)))
}

/** The entries of a snapshot file are `exports[`name`] = ` and a text in backticks. */
const withoutSnapshots = (text: string) =>
  text.replace(/\nexports\[`[^`]*?: (\w+) action - [^`]*`\] = `[^`]*`;\n/g, (entry, action: string) =>
    laterActions.includes(action) ? '' : entry
  )

/** Lines of source, and of tests, in a folder; generated files count as neither. */
function countLines(folder: string): { source: number; tests: number } {
  const lines = { source: 0, tests: 0 }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/generated-types\.ts$|metadata\.json$/.test(file) && statSync(join(folder, file)).isFile()) {
      lines[file.includes('__tests__') ? 'tests' : 'source'] +=
        readFileSync(join(folder, file), 'utf8').split('\n').length - 1
    }
  }
  return lines
}

/** Lines that each pull request adds. */
export function linesOfSteps(): { source: number; tests: number }[] {
  const folder = mkdtempSync(join(tmpdir(), 'pull-request-'))
  try {
    writeStep(1, join(folder, 'first'))
    const [first, both] = [countLines(join(folder, 'first')), countLines(source)]
    return [first, { source: both.source - first.source, tests: both.tests - first.tests }]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (require.main === module) {
  const [step, folder] = process.argv.slice(2)
  if (folder === undefined) {
    console.table(linesOfSteps())
  } else if (step === '1' || step === '2') {
    rmSync(folder, { recursive: true, force: true })
    writeStep(step === '1' ? 1 : 2, folder)
  } else {
    throw new Error('Say which pull request: 1 or 2.')
  }
}
