/** Ends the program where Node is too old for it. It is loaded first, and written so that old versions can read it. */
import { engines } from './package'

/**
 * @param version such as `20.3.0`
 * @param range alternatives such as `^18.17 || >=20.3`, each with major and minor
 */
export function isInRange(version: string, range: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  return range.split('||').some((alternative) => {
    const [, sign, wantedMajor, wantedMinor] = /^(\^|>=)(\d+)\.(\d+)/.exec(alternative.trim()) || []
    const isSameMajor = major === Number(wantedMajor)
    return (isSameMajor && minor >= Number(wantedMinor)) || (sign === '>=' && major > Number(wantedMajor))
  })
}

if (!isInRange(process.versions.node, engines.node)) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and actions-clevertap needs ${engines.node}. Install a newer one: https://nodejs.org\n`
  )
  process.exit(2)
}
