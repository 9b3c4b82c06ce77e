/** The drop-in folder is copied into Segment's monorepo, so it may import only what is there, and itself. */
import { readdirSync, readFileSync } from 'fs'
import { join, relative, resolve, sep } from 'path'
import * as ts from 'typescript'

const root = join(__dirname, '..')
const folder = join(root, 'src/destinations/clevertap')

const allowed = ['@segment/actions-core', 'dayjs', 'dayjs/plugin/utc', 'google-libphonenumber']
const allowedInTests = [...allowed, 'nock']
/** The monorepo's file of this name draws the values of the snapshot tests; here, one of our own does. */
const testData = join(root, 'src/lib/test-data')

const globalsOfNode = ['process', 'require', 'Buffer', '__dirname', '__filename']

/** What a file of the drop-in folder must not use, as `file:line: text of the line`. */
function findForeign(path: string, text: string): string[] {
  const isTest = path.includes(`${sep}__tests__${sep}`)
  const isAllowed = (specifier: string) =>
    specifier.startsWith('.')
      ? resolve(path, '..', specifier).startsWith(folder) || (isTest && resolve(path, '..', specifier) === testData)
      : (isTest ? allowedInTests : allowed).includes(specifier)

  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2020, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const imported = specifierOf(node)
    const isName = ts.isIdentifier(node) && 'name' in node.parent && node.parent.name === node
    const isEnvironment = ts.isIdentifier(node) && !isName && globalsOfNode.includes(node.text)
    if ((imported !== undefined && !isAllowed(imported)) || (isEnvironment && !isTest)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${relative(root, path)}:${line + 1}: ${text.split('\n')[line].trim()}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The module that a node imports, whatever the form of the import. */
function specifierOf(node: ts.Node): string | undefined {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isExternalModuleReference(node)
      ? node.expression
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
      ? node.argument.literal
      : ts.isCallExpression(node) && /^(import|require|jest\.\w+)$/.test(node.expression.getText())
      ? node.arguments[0]
      : undefined
  return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

it('imports only what the monorepo has', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.flatMap((file) => findForeign(join(folder, file), readFileSync(join(folder, file), 'utf8')))).toEqual([])
})

describe('finds', () => {
  it.each([
    { name: 'a module of Node', file: 'x.ts', text: `import { readFileSync } from 'fs'` },
    { name: 'a type import', file: 'x.ts', text: `import type { Server } from 'http'` },
    { name: 'a re-export', file: 'x.ts', text: `export * from 'lodash'` },
    { name: 'the emulator', file: 'x.ts', text: `import { startEmulator } from '../../emulator'` },
    { name: 'a parent folder', file: 'x.ts', text: `import { a } from '../quora'` },
    { name: 'an inner path of the framework', file: 'x.ts', text: `import a from '@segment/actions-core/mapping-kit'` },
    { name: 'the test data in shipped code', file: 'x.ts', text: `import { a } from '../../lib/test-data'` },
    { name: 'a dynamic import', file: 'x.ts', text: `const a = import('os')` },
    { name: 'a require', file: 'x.ts', text: `import a = require('os')` },
    { name: 'an imported type', file: 'x.ts', text: `type A = import('os').CpuInfo` },
    { name: 'the environment', file: 'x.ts', text: `const a = process.env.A` },
    { name: 'a testing tool in shipped code', file: 'x.ts', text: `import nock from 'nock'` },
    { name: 'another testing tool in a test', file: '__tests__/x.test.ts', text: `import fc from 'fast-check'` }
  ])('$name, naming file and line', ({ file, text }) => {
    const found = findForeign(join(folder, file), `// a comment\n${text}\n`)
    expect(found[0]).toBe(`src/destinations/clevertap/${file}:2: ${text}`)
  })

  it.each([
    { name: 'the framework', file: 'x.ts', text: `import { RequestClient } from '@segment/actions-core'` },
    { name: 'a neighbour', file: 'userUpload/x.ts', text: `import { a } from '../timestamp'` },
    {
      name: 'the test data in a test',
      file: '__tests__/x.test.ts',
      text: `import { a } from '../../../lib/test-data'`
    },
    { name: 'the interceptor in a test', file: '__tests__/x.test.ts', text: `import nock from 'nock'` },
    { name: 'a property of that name', file: 'x.ts', text: `const a = { process: 1 }.process` }
  ])('nothing in $name', ({ file, text }) => {
    expect(findForeign(join(folder, file), text)).toEqual([])
  })
})
