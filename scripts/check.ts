/** `npm run check`: format, lint and types side by side, since each keeps one core busy, then the tests. */
import { spawnSync } from 'child_process'
import { join } from 'path'
import { report, run, shareOut, workers } from './processes'

const root = join(__dirname, '..')

/** The longest first. */
const scripts = ['check:types', 'lint', 'check:format']

void shareOut(scripts, workers, async (script) => {
  report(script, await run('npm', ['run', '--silent', script], root))
}).then(() => {
  process.exitCode ||= spawnSync('npm', ['test'], { cwd: root, stdio: 'inherit' }).status ?? 1
})
