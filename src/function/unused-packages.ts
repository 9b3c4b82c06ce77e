/**
 * Stands in for `liquidjs` and `aggregate-error` in the built file: the mapping kit needs them for templates and for
 * mistakes in mappings that customers write, and the function maps by the defaults alone. Both ask for Node's modules.
 */

export class Liquid {
  registerTag(): void {}
  registerFilter(): void {}
}

export default class extends Error {}
