/** Runs other programs for the checks, several at a time: npm, and Node in other versions. */
import { execFile } from 'child_process'
import { mkdirSync, writeFileSync } from 'fs'
import { availableParallelism } from 'os'
import { join } from 'path'

export type Finished = { passed: boolean; output: string; seconds: string }

/** Runs a program to its end; the output is what it wrote to either stream. */
export function run(program: string, parameters: string[], cwd: string): Promise<Finished> {
  const start = Date.now()
  // Colours would hide file names from a search of the output; npm's variables belong to the npm that runs us.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS)/i.test(name)))
  return new Promise((resolve) => {
    execFile(
      program,
      parameters,
      { cwd, env: { ...env, FORCE_COLOR: '0', CI: 'true' }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const seconds = ((Date.now() - start) / 1000).toFixed(1)
        resolve({ passed: !error, output: `${stdout}${stderr}${error ? error.message : ''}`, seconds })
      }
    )
  })
}

/** @throws Error with npm's own words if it fails */
export async function runNpm(parameters: string[], cwd: string): Promise<string> {
  const { passed, output } = await run('npm', [...parameters, '--no-audit', '--no-fund', '--loglevel=error'], cwd)
  if (!passed) {
    throw new Error(`npm ${parameters.join(' ')} failed:\n${output}`)
  }
  return output
}

/**
 * Installs a version of Node below a folder: the package of that name on npm carries the binaries.
 * @returns the path of the binary
 */
export async function installNode(version: string, folder: string): Promise<string> {
  const home = join(folder, `node-${version}`)
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true }')
  await runNpm(['install', `node@${version}`], home)
  return join(home, 'node_modules/node/bin/node')
}

/** One name per process that may run at a time: more than four want more memory than they save time. */
export const workers = Array.from({ length: Math.min(4, availableParallelism()) }, (_, index) => `worker-${index + 1}`)

/** Does some work for each item; each worker takes the next item when it is free. */
export async function shareOut<Item, Worker>(
  items: Item[],
  workers: Worker[],
  work: (item: Item, worker: Worker) => Promise<void>
): Promise<void> {
  const queue = items.values()
  await Promise.all(
    workers.map(async (worker) => {
      for (const item of queue) {
        await work(item, worker)
      }
    })
  )
}

/** Prints one line about a check, with its output if it failed, and makes this program fail then. */
export function report(name: string, { passed, output, seconds }: Finished): void {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (!passed) {
    console.log(output.trim().replace(/^/gm, '     '))
    process.exitCode = 1
  }
}
