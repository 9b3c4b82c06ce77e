/**
 * `npm run check:package`: packs the package, has it judged by publint and are-the-types-wrong, installs it into new
 * projects and uses it there: as its README shows, and with require, import and TypeScript, in every version of Node that it
 * promises.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { basename, join } from 'path'
import destination from '../src/destinations/clevertap'
import { pack } from './pack'
import { installNode, report, run, runNpm, shareOut, workers } from './processes'

const root = join(__dirname, '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const typesOfNode = `@types/node@${manifest.devDependencies['@types/node']}`
const nodeVersions = ['18.17.1', '20.20.2', '22.23.3', '24.21.0']

/**
 * Projects to install into. The second has what would break the destination if it got there: a fast-uri that refuses
 * the keys under which the framework keeps schemas, and a liquidjs that the framework was not made for.
 */
const consumers: { name: string; dependencies: Record<string, string> }[] = [
  { name: 'an empty project', dependencies: {} },
  {
    name: 'a project with other versions',
    dependencies: { ajv: '8.18.0', 'fast-uri': '3.1.9', liquidjs: '9.43.0', dayjs: '1.10.7' }
  }
]

/** The type of each action's payload, as the package exports it: `userUpload` has `UserUploadPayload`. */
const payloads = Object.keys(destination.actions).map((key) => `${key[0].toUpperCase()}${key.slice(1)}Payload`)

const typescriptConsumer = `
import { Destination, destination, startEmulator, withEndpoint } from 'actions-clevertap'
import type { Emulator, EmulatorOptions, SegmentEvent, Settings } from 'actions-clevertap'
import type { ${payloads.join(', ')} } from 'actions-clevertap'

const options: EmulatorOptions = { faults: { latencyMs: 1 } }
const upload: UserUploadPayload = { identity: 'u-1', profileData: { plan: 'gold' } }

export async function deliver(event: SegmentEvent): Promise<void> {
  const emulator: Emulator = await startEmulator(options)
  const settings: Settings = { clevertapAccountId: 'a', clevertapPasscode: 'b', clevertapEndpoint: emulator.url }
  await new Destination(withEndpoint(emulator.url)).onEvent(event, { ...settings, subscriptions: [] })
}

// @ts-expect-error the types are real: a payload without an identity is none
const incomplete: UserUploadPayload = { profileData: {} }
// @ts-expect-error the types are real: there is no such property
destination.nothing
// @ts-expect-error the types of all payloads are real: a number is none
export const payloads: (${payloads.join(' | ')})[] = [1]
export { upload, incomplete }
`

const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '--strict', '--target', 'es2022', '--types', 'node']

/** The framework's declarations import modules of Node as only `esModuleInterop` allows. */
const commonJs = '--module commonjs --moduleResolution node --esModuleInterop'.split(' ')

/** Types, with and without the declarations of libraries, in each way of finding modules. */
async function checkTypes(project: string): Promise<void> {
  const ways = [
    { file: 'consumer.ts', parameters: commonJs.join(' ') },
    { file: 'consumer.ts', parameters: '--module commonjs --moduleResolution node --skipLibCheck' },
    { file: 'consumer.cts', parameters: '--module nodenext' },
    { file: 'consumer.mts', parameters: '--module nodenext' },
    { file: 'consumer.mts', parameters: '--module nodenext --skipLibCheck' },
    { file: 'consumer.ts', parameters: '--module esnext --moduleResolution bundler' },
    { file: 'consumer.ts', parameters: '--module esnext --moduleResolution bundler --skipLibCheck' }
  ]
  for (const { file } of ways) {
    writeFileSync(join(project, file), typescriptConsumer)
  }
  await shareOut(ways, workers, async ({ file, parameters }) => {
    const finished = await run(process.execPath, [...tsc, '--noEmit', ...parameters.split(' '), file], project)
    report(`types of ${file}, ${parameters}`, finished)
  })
}

/** These deliver the sample's events, some of which are bad on purpose. */
const endsWith1 = /^npx actions-clevertap deliver .*sample-events\.ndjson$/

/** Installs as the package's README says, runs each of its commands and its code, and looks for what it names. */
async function checkReadme(tarball: string, project: string): Promise<void> {
  mkdirSync(project)
  cpSync(tarball, join(project, basename(tarball)))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true }))
  const readme = readFileSync(join(root, 'PACKAGE.md'), 'utf8')
  const blocks = (language: string) =>
    Array.from(readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g')), ([, block]) => block)
  for (const command of blocks('sh').flatMap((block) => block.trim().split('\n'))) {
    const expected = endsWith1.test(command) ? 1 : 0
    report(`README: ${command}`, await run('sh', ['-c', `${command}; test $? = ${expected}`], project))
  }
  for (const code of blocks('ts')) {
    writeFileSync(join(project, 'readme.ts'), code)
    await runNpm(['install', typesOfNode], project)
    report('README: its code under strict', await run(process.execPath, [...tsc, ...commonJs, 'readme.ts'], project))
    const finished = await run(process.execPath, ['readme.js'], project)
    report('README: its code', { ...finished, passed: finished.passed && finished.output.includes('ada@example.com') })
  }
  const links = Array.from(
    readme.matchAll(/\]\((?!http)(.+?)\)/g),
    ([, path]) => `node_modules/actions-clevertap/${path}`
  )
  const paths = Array.from(readme.matchAll(/`(node_modules\/.+?|dist\/.+?)`/g), ([, path]) =>
    path.replace(/^dist/, 'node_modules/actions-clevertap/dist')
  )
  const missing = [...links, ...paths].filter((path) => !existsSync(join(project, path)))
  report('README: what it names exists', { passed: missing.length === 0, output: missing.join('\n'), seconds: '0' })
}

/** Uses the package in a project, with one version of Node. */
async function checkUse(name: string, node: string, project: string): Promise<void> {
  report(`${name}, require`, await run(node, ['require.cjs'], project))
  report(`${name}, import`, await run(node, ['import.mjs'], project))
  report(`${name}, command`, await run(node, ['node_modules/.bin/actions-clevertap', '--help'], project))
  const sample = await run(node, ['node_modules/.bin/actions-clevertap', 'sample'], project)
  const isShown = /\d+ of \d+ subscribed events were delivered\./.test(sample.output)
  report(`${name}, sample`, { ...sample, passed: sample.passed && isShown })
  report(`${name}, page`, await run(node, ['page.cjs'], project))
}

async function checkPackage(folder: string): Promise<void> {
  const tarball = await pack(folder)
  const tool = (path: string, ...parameters: string[]) =>
    run(process.execPath, [join(root, 'node_modules', path), ...parameters], root)
  report('publint', await tool('publint/src/cli.js', '--strict', tarball))
  report('are the types wrong', await tool('@arethetypeswrong/cli/dist/index.js', tarball))

  await checkReadme(tarball, join(folder, 'readme'))

  const nodes = new Map<string, string>()
  await shareOut(nodeVersions, workers, async (version) => {
    nodes.set(version, await installNode(version, folder))
  })
  for (const { name, dependencies } of consumers) {
    const project = join(folder, name.replace(/ /g, '-'))
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }))
    await runNpm(['install', tarball], project)
    cpSync(join(root, 'test/package'), project, { recursive: true })
    await shareOut([...nodes], workers, ([version, node]) => checkUse(`${name}, Node ${version}`, node, project))
    if (Object.keys(dependencies).length === 0) {
      await runNpm(['install', typesOfNode], project)
      await checkTypes(project)
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'check-package-'))
void checkPackage(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
