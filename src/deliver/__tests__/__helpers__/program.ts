/** Starts the program as a process of its own. */
import { spawn } from 'child_process'
import { join } from 'path'

const root = join(__dirname, '..', '..', '..', '..')

const fromSource = ['--require', 'tsx/cjs', join(root, 'src', 'deliver', 'cli.ts')]
const built = [join(root, 'dist', 'deliver', 'cli.js')]

type Environment = Record<string, string>

/** From its source, which takes longer to start and is never stale. */
export const startProgram = (args: string[], environment: Environment = {}) =>
  start([...fromSource, ...args], environment)

/** What `npm run build` has made. */
export const startBuilt = (args: string[], environment: Environment = {}) => start([...built, ...args], environment)

function start(command: string[], environment: Environment) {
  const { PATH, HOME } = process.env
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
