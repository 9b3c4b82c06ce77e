/** Dates mean the same wherever the destination runs: the table of dates, in processes with other time zones. */
import { execFileSync } from 'child_process'
import { join } from 'path'

const root = join(__dirname, '..')
const table = 'src/destinations/clevertap/__tests__/timestamp.test.ts'

it.each(['UTC', 'Asia/Kolkata', 'America/Los_Angeles'])(
  'dates are read alike in %s',
  (zone) => {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
    const env = { ...process.env, TZ: zone }
    const options = { cwd: root, env, encoding: 'utf8', stdio: 'pipe' } as const
    expect(execFileSync(process.execPath, ['-p', 'Intl.DateTimeFormat().resolvedOptions().timeZone'], options)).toMatch(
      zone === 'Asia/Kolkata' ? /Asia\/(Kolkata|Calcutta)/ : zone
    )
    // Throws, with the output of the failing tests, if one fails.
    execFileSync(process.execPath, [jest, '--runTestsByPath', table], options)
  },
  60_000
)
