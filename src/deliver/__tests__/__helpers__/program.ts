/** Starts the program as a process of its own. */
import { spawn } from 'child_process'
import { join } from 'path'

const root = join(__dirname, '..', '..', '..', '..')

/** What `npm run build` has made; in Jest, what was compiled for these tests. */
export const program = process.env.PROGRAM ?? join(root, 'dist', 'deliver', 'cli.js')

export type Ended = { exitCode: number | null; signal: string | null; stdout: string; stderr: string }

/** A command that was started, and that a signal may end. `pid` is absent where it has no process of its own. */
export type Started = { pid?: number; kill: (signal: NodeJS.Signals) => void; ended: Promise<Ended> }

export type Start = (args: string[], environment: Record<string, string>) => Started

/** @param before what the shell does first, such as `ulimit -n 100` */
export function startProgram(args: string[], environment: Record<string, string> = {}, before = 'true') {
  const { PATH, HOME } = process.env
  const command = ['-c', `${before}; exec "$@"`, 'sh', process.execPath, program, ...args]
  const child = spawn('sh', command, { cwd: root, env: { PATH, HOME, ...environment } })
  const texts = { stdout: '', stderr: '' }
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, ...texts }))
  )
  let onPrinted = () => undefined as void
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      texts[name] += chunk
      onPrinted()
    })
  }
  /** Resolves once the program has printed this, or has ended. */
  const printed = async (pattern: RegExp) => {
    const isThere = new Promise<void>((resolve) => {
      onPrinted = () => pattern.test(texts.stdout + texts.stderr) && resolve()
    })
    onPrinted()
    await Promise.race([isThere, ended])
    return texts
  }
  const kill = (signal: NodeJS.Signals) => void child.kill(signal)
  return { child, pid: child.pid, kill, ended, printed }
}
