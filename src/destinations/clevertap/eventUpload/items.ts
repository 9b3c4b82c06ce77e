/** The Items of CleverTap's Charged event: what was bought, one flat object for each product. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { isObject } from '../values/json'
import { addEntries } from '../values/nesting'
import type { NestingOptions } from '../values/nesting'
import { leftOut } from '../values/warning'
import type { Warnings } from '../values/warning'
import { propertyMeaning, toEntries } from './properties'

/** Source: developer.clevertap.com "Upload Events" (documented): 256 by the API. */
const maxItems = 256

/** The objects in a list, or in an object of objects, as PHP writes a list (`{"0":{…},"2":{…}}`); or the one object. */
export function toProducts(value: JSONValue): JSONObject[] | undefined {
  const parts = typeof value === 'object' && value !== null ? Object.values(value).filter((part) => part !== null) : []
  const products = isObject(value) && !parts.every(isObject) ? [value] : parts.filter(isObject)
  return products.length > 0 ? products : undefined
}

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`)

/**
 * @param given what the products were found in
 * @param products as `toProducts` makes them
 * @returns flat objects, at most as many as CleverTap takes
 */
export function buildItems(
  given: JSONValue,
  products: JSONObject[],
  { timestampFormat, nestedData }: NestingOptions,
  warnings: Warnings
): JSONObject[] {
  const others = Array.isArray(given) ? given.filter((entry) => entry !== null && !isObject(entry)).length : 0
  if (others > 0) {
    warnings.push(leftOut('Items', `${entries(others)} of Items left out: each must be an object.`))
  }
  if (products.length > maxItems) {
    const text = `${entries(products.length - maxItems)} of Items left out: CleverTap takes ${maxItems}.`
    warnings.push(leftOut('Items', text))
  }
  const flattens = nestedData === 'flatten' || nestedData === 'flattenKeepLists'
  const options: NestingOptions = { timestampFormat, nestedData: flattens ? 'flatten' : 'json' }
  return products.slice(0, maxItems).map((product) => {
    const item: JSONObject = {}
    addEntries(item, toEntries(product, warnings), propertyMeaning, options, warnings)
    return item
  })
}
