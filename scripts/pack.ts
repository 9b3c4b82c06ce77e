/**
 * `npm run pack`: makes the package's file, `actions-clevertap-<version>.tgz`. Its README is PACKAGE.md, since the one of the
 * project is about a clone; npm takes no other than README.md, so it is packed in a folder of its own.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join, resolve } from 'path'
import { readBundledPackages, toNotices } from './notices'
import { runNpm } from './processes'

const root = resolve(__dirname, '..')

type Manifest = {
  version: string
  files: string[]
  dependencies: { [name: string]: string }
  bundleDependencies: string[]
  [field: string]: unknown
}

/**
 * @param folder where the file goes
 * @returns the path of the file
 * @throws Error if a dependency is not bundled
 */
export async function pack(folder: string): Promise<string> {
  const { private: _private, scripts: _scripts, devDependencies: _devDependencies, ...manifest } = readManifest()
  const { version, files, dependencies, bundleDependencies } = manifest
  const unbundled = Object.keys(dependencies).filter((name) => !bundleDependencies.includes(name))
  if (unbundled.length > 0) {
    throw new Error(`Add to bundleDependencies in package.json: ${unbundled.join(', ')}`)
  }
  await runNpm(['run', 'build'], root)
  await runNpm(['run', 'build:function'], root)
  const bundled = readBundledPackages(root)
  const staging = mkdtempSync(join(tmpdir(), 'pack-'))
  try {
    const copy = (from: string, to = from) => cpSync(join(root, from), join(staging, to), { recursive: true })
    for (const path of ['LICENSE', ...files]) {
      copy(path)
    }
    for (const path of bundled) {
      // Maps to sources that these packages do not hold are a tenth of the file.
      cpSync(join(root, path), join(staging, path), { recursive: true, filter: (file) => !file.endsWith('.map') })
    }
    copy('PACKAGE.md', 'README.md')
    writeFileSync(join(staging, 'dist/NOTICES.txt'), toNotices(bundled, root))
    writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    mkdirSync(folder, { recursive: true })
    await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], staging)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
  return join(folder, `actions-clevertap-${version}.tgz`)
}

const readManifest = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

if (require.main === module) {
  void pack(root).then(console.log)
}
