/** Lets Jest run TypeScript. esbuild only removes the types: `npm run check:types` checks them. */
const { createHash } = require('crypto')
const { transformSync, version } = require('esbuild')
const tsconfigRaw = require('../tsconfig.json')

const options = {
  loader: 'ts',
  format: 'cjs',
  tsconfigRaw,
  sourcemap: true,
  // Jest loads modules itself, and has no `import()` without a flag of Node.
  supported: { 'dynamic-import': false }
}

module.exports = {
  getCacheKey: (source, path, { configString }) =>
    createHash('sha256')
      .update(JSON.stringify([source, path, configString, version, options]))
      .digest('hex'),
  process: (source, path) => transformSync(source, { ...options, sourcefile: path })
}
