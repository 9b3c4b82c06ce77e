/**
 * `npm run check:dropin [-- --node <version>]...`: proves that the drop-in folder passes in Segment's monorepo, without
 * the monorepo. Builds a clean folder with its toolchain and its options, puts the drop-in folder into its place as it is
 * after each of the two pull requests, and runs each check, with this Node or with those of the given versions (from npm).
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { parseArgs } from 'util'
import { installNode, report, run, runNpm, shareOut, workers } from './processes'
import { writeStep } from './pull-request'

const root = join(__dirname, '..')
const destinationPath = 'src/destinations/clevertap'

/** One line of the output: a name, a tool of the toolchain by its path, and its arguments. */
type Check = [name: string, tool: string, ...parameters: string[]]

const dropInTests = readdirSync(join(root, 'test/dropin')).filter((file) => file.endsWith('.test.ts'))
const jest = 'jest/bin/jest.js'
const quiet = '--verbose=false'
const tsc = 'typescript/bin/tsc'
const checks: Check[] = [
  ['tests', jest, quiet, destinationPath],
  ...dropInTests.map((file): Check => [`test/dropin/${file}`, jest, quiet, `test/dropin/${file}`]),
  ['types', tsc, '-p', 'tsconfig.json', '--noEmit'],
  ['types, unknown in catch', tsc, '-p', 'tsconfig.json', '--noEmit', '--useUnknownInCatchVariables'],
  ['lint', 'eslint/bin/eslint.js', '--ext', '.ts', '--max-warnings', '0', destinationPath],
  ['format', 'prettier/bin-prettier.js', '--check', `${destinationPath}/**/*.ts`]
]

async function buildMonorepo(monorepo: string): Promise<string> {
  const toolchain = join(root, 'scripts/dropin')
  const destinationActions = join(monorepo, 'packages/destination-actions')
  cpSync(join(toolchain, 'monorepo'), monorepo, { recursive: true })
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(toolchain, file), join(monorepo, file))
  }
  cpSync(join(root, '.prettierrc.json'), join(monorepo, '.prettierrc.json'))
  for (const folder of ['src/lib', 'test/dropin']) {
    cpSync(join(root, folder), join(destinationActions, folder), { recursive: true })
  }
  await runNpm(['ci', '--ignore-scripts'], monorepo)
  return destinationActions
}

async function check(node: string, monorepo: string, destinationActions: string): Promise<void> {
  console.log(`Node ${(await run(node, ['--version'], monorepo)).output.trim()}`)
  await shareOut(checks, workers, async ([name, tool, ...parameters]) => {
    const finished = await run(node, [join(monorepo, 'node_modules', tool), ...parameters], destinationActions)
    report(name, { ...finished, output: finished.output.split(`${monorepo}/`).join('') })
  })
}

async function checkAll(folder: string, versions: string[]): Promise<void> {
  const monorepo = join(folder, 'monorepo')
  const destinationActions = await buildMonorepo(monorepo)
  const nodes = await Promise.all(versions.map((version) => installNode(version, folder)))
  for (const step of [1, 2] as const) {
    console.log(step === 1 ? 'After the first pull request' : 'After both pull requests')
    rmSync(join(destinationActions, destinationPath), { recursive: true, force: true })
    writeStep(step, join(destinationActions, destinationPath))
    for (const node of nodes.length > 0 ? nodes : [process.execPath]) {
      await check(node, monorepo, destinationActions)
    }
  }
}

const { values } = parseArgs({ options: { node: { type: 'string', multiple: true, default: [] } } })
const folder = mkdtempSync(join(tmpdir(), 'check-dropin-'))
void checkAll(folder, values.node ?? []).finally(() => rmSync(folder, { recursive: true, force: true }))
