/** `npm run build`: compiles into a clean `dist` and adds the entry for `import`. */
const { execFileSync } = require('child_process')
const { cpSync, rmSync } = require('fs')
const { join } = require('path')

const root = join(__dirname, '..')
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit'
})
cpSync(join(__dirname, 'esm'), dist, { recursive: true })
