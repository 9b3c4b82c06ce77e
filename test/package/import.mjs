import * as api from 'actions-clevertap'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import deliver from './deliver.cjs'

const required = createRequire(import.meta.url)('actions-clevertap')
assert.deepEqual(Object.keys(api).sort(), Object.keys(required).sort())
for (const [name, value] of Object.entries(required)) {
  assert.equal(api[name], value, `${name} is the same object for import and require`)
}
await deliver(api)
