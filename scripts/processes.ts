/** Runs other programs for the checks: npm, and Node in other versions. */
import { spawnSync } from 'child_process'
import { mkdirSync, writeFileSync } from 'fs'
import { join } from 'path'

export type Finished = { passed: boolean; output: string; seconds: string }

/** Runs a program to its end; the output is what it wrote to either stream. */
export function run(program: string, parameters: string[], cwd: string): Finished {
  const start = Date.now()
  // Colours would hide file names from whoever searches the output; npm's variables belong to the npm that runs us.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS)/i.test(name)))
  const { status, stdout, stderr, error } = spawnSync(program, parameters, {
    cwd,
    encoding: 'utf8',
    env: { ...env, FORCE_COLOR: '0', CI: 'true' },
    maxBuffer: 64 * 1024 * 1024
  })
  const output = `${stdout ?? ''}${stderr ?? ''}${error ? error.message : ''}`
  return { passed: status === 0, output, seconds: ((Date.now() - start) / 1000).toFixed(1) }
}

/** @throws Error with npm's own words if it fails */
export function runNpm(parameters: string[], cwd: string): string {
  const { passed, output } = run('npm', [...parameters, '--no-audit', '--no-fund', '--loglevel=error'], cwd)
  if (!passed) {
    throw new Error(`npm ${parameters.join(' ')} failed:\n${output}`)
  }
  return output
}

/**
 * Installs a version of Node below a folder: the package of that name on npm carries the binaries.
 * @returns the path of the binary
 */
export function installNode(version: string, folder: string): string {
  const home = join(folder, `node-${version}`)
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true }')
  runNpm(['install', `node@${version}`], home)
  return join(home, 'node_modules/node/bin/node')
}
