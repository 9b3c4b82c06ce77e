/** Starts the program as a process of its own, from its source. */
import { spawn } from 'child_process'
import { join } from 'path'

const root = join(__dirname, '..', '..', '..', '..')

export function startProgram(args: string[], environment: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const command = ['--require', 'tsx/cjs', join(root, 'src', 'runner', 'cli.ts'), ...args]
  const child = spawn(process.execPath, command, { cwd: root, env: { PATH, HOME, ...environment } })
  const texts = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (texts.stdout += chunk))
  child.stderr.on('data', (chunk) => (texts.stderr += chunk))
  const ended = new Promise<{ exitCode: number | null; signal: string | null; stdout: string; stderr: string }>(
    (resolve) => child.once('close', (exitCode, signal) => resolve({ exitCode, signal, ...texts }))
  )
  /** Resolves once the program has printed this. */
  const printed = async (pattern: RegExp) => {
    while (!pattern.test(texts.stdout + texts.stderr)) {
      if (child.exitCode !== null) {
        throw new Error(`The program ended early: ${texts.stderr}`)
      }
      await new Promise(setImmediate)
    }
    return texts
  }
  return { child, ended, printed }
}
