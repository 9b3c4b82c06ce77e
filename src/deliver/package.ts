/** The package that the program is part of. It is loaded first, and written so that old versions of Node can read it. */
import { readFileSync } from 'fs'
import { join } from 'path'

/** The folder of the package, the same from the source and from what is built. */
export const packageFolder = join(__dirname, '..', '..')

export const { version, engines } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  version: string
  engines: { node: string }
}
