/** `npm run build:function`: makes the one file that a customer pastes into a Destination Function of Segment. */
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { mkdirSync, readFileSync, writeFileSync } from 'fs'
import { join, resolve } from 'path'
import { toNotices, toPackages } from './notices'

const root = resolve(__dirname, '..')
const output = 'dist/segment-function.js'

/** A larger file is too much to paste, and to read. */
const maxBytes = 250_000

/** What stands in for a package, which needs modules of Node or is too large. */
const standIns: { [name: string]: string } = {
  '@segment/actions-core': 'framework.ts',
  'google-libphonenumber': 'phone-numbers.ts',
  liquidjs: 'unused-packages.ts',
  'aggregate-error': 'unused-packages.ts'
}

const replacePackages: Plugin = {
  name: 'replace packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^.]/ }, ({ path }) =>
      path in standIns ? { path: join(root, 'src/function', standIns[path]) } : undefined
    )
}

/** Segment calls functions of these names. */
const toHandler = (name: string, parameter: string) => `
async function ${name}(${parameter}, settings) {
  return clevertap.${name}(${parameter}, settings)
}
`

const toHeader = (version: string) => `/*
 * CleverTap (Actions) ${version} as a Segment Destination Function. Paste the whole file into the editor.
 *
 * Settings it needs: accountId, passcode (make it secret) and region (the beginning of your dashboard's address).
 * Settings it takes: sendEvents, convertTimestamps, timestampFormat, nestedData, invalidAttributes, chargedOrders.
 *
 * A phone number needs its country code here: the library that completes numbers is too large for this file. A number
 * without one is an invalid attribute.
 */
`

/** @returns the whole text of the file */
export async function buildFunction(): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/function/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'clevertap',
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    plugins: [replacePackages]
  })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return [
    toHeader(version),
    outputFiles[0].text,
    ...['onIdentify', 'onTrack', 'onDelete'].map((name) => toHandler(name, 'event')),
    toHandler('onBatch', 'events'),
    `\n/*\n${toNotices(['.', ...toPackages(Object.keys(metafile.inputs))], root)}*/\n`
  ].join('')
}

if (require.main === module) {
  void buildFunction().then((text) => {
    const bytes = Buffer.byteLength(text)
    mkdirSync(join(root, 'dist'), { recursive: true })
    writeFileSync(join(root, output), text)
    console.log(`${output}: ${Math.ceil(bytes / 1000)} kB of at most ${maxBytes / 1000} kB`)
    process.exitCode = bytes > maxBytes ? 1 : 0
  })
}
