/** `npm run build`: compiles into a clean `dist`, and adds the face for `import`: the same objects as for `require`. */
import { execFileSync } from 'child_process'
import { chmodSync, rmSync, writeFileSync } from 'fs'
import { createRequire } from 'module'
import { join } from 'path'
import { buildPage } from './build-page'

const root = join(__dirname, '..')
const dist = join(root, 'dist')

// It takes a while, and nothing else tells.
process.stderr.write('Building, about ten seconds …\n')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit'
})
buildPage(join(dist, 'try', 'page'))

// Listed one by one: `export *` would also hand on what Node adds to every CommonJS module, such as `__esModule`.
const names = Object.keys(createRequire(__filename)(dist) as object).filter((name) => name !== 'default')
writeFileSync(
  join(dist, 'index.mjs'),
  `import api from './index.js'\nexport const { ${names.join(', ')} } = api\nexport default api.default\n`
)
writeFileSync(
  join(dist, 'index.d.mts'),
  `export * from './index.js'\nexport { destination as default } from './index.js'\n`
)

// The compiler makes plain files, and npm sets the bit only when it installs: `npx` here would not run it.
chmodSync(join(dist, 'deliver', 'cli.js'), 0o755)
