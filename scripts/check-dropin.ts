/**
 * `npm run check:dropin [-- --node <version>]...`: proves that the drop-in folder passes in Segment's monorepo, without
 * the monorepo. Builds a clean folder with its toolchain and its options, puts the drop-in folder into its place as it is
 * after each of the two pull requests, and runs each check, with this Node or with those of the given versions (from npm).
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { parseArgs } from 'util'
import { installNode, run, runNpm } from './processes'
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

function buildMonorepo(monorepo: string): string {
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
  runNpm(['ci', '--ignore-scripts'], monorepo)
  return destinationActions
}

/** @returns whether all checks passed */
function check(node: string, monorepo: string, destinationActions: string): boolean {
  console.log(`Node ${run(node, ['--version'], monorepo).output.trim()}`)
  const results = checks.map(([name, tool, ...parameters]) => {
    const { passed, output, seconds } = run(
      node,
      [join(monorepo, 'node_modules', tool), ...parameters],
      destinationActions
    )
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
    if (!passed) {
      console.log(output.split(`${monorepo}/`).join('').trim().replace(/^/gm, '     '))
    }
    return passed
  })
  return !results.includes(false)
}

const { values } = parseArgs({ options: { node: { type: 'string', multiple: true, default: [] } } })
const folder = mkdtempSync(join(tmpdir(), 'check-dropin-'))
try {
  const monorepo = join(folder, 'monorepo')
  const destinationActions = buildMonorepo(monorepo)
  const versions = values.node ?? []
  const nodes = versions.length > 0 ? versions.map((version) => installNode(version, folder)) : [process.execPath]
  const passed = ([1, 2] as const).flatMap((step) => {
    console.log(step === 1 ? 'After the first pull request' : 'After both pull requests')
    rmSync(join(destinationActions, destinationPath), { recursive: true, force: true })
    writeStep(step, join(destinationActions, destinationPath))
    return nodes.map((node) => check(node, monorepo, destinationActions))
  })
  process.exitCode = passed.includes(false) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
