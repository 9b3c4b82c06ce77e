/** Compiles the program once for all tests that start it as a process: its source would take longer at each start. */
import { mkdtempSync, rmSync, symlinkSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { buildSync } from 'esbuild'

/** Jest calls this before the tests; they find the program where PROGRAM says. */
export default function compileProgram(): void {
  const root = join(__dirname, '..')
  const folder = mkdtempSync(join(tmpdir(), 'actions-clevertap-program-'))
  for (const name of ['node_modules', 'package.json', 'fixtures']) {
    symlinkSync(join(root, name), join(folder, name))
  }
  process.env.PROGRAM = join(folder, 'dist', 'deliver', 'cli.js')
  buildSync({
    entryPoints: [join(root, 'src', 'deliver', 'cli.ts')],
    outfile: process.env.PROGRAM,
    bundle: true,
    platform: 'node',
    packages: 'external',
    // The package calls its files free of side effects, for bundlers of what it exports. The program is not.
    ignoreAnnotations: true
  })
  process.on('exit', () => rmSync(folder, { recursive: true }))
}
