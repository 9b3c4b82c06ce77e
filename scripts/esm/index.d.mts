export * from './index.js'
export { destination as default } from './index.js'
