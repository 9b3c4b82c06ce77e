/** The helper that Segment's Customer.io destination ships, as published beside the incumbent. */
const { convertAttributeTimestamps } = require('@segment/action-destinations/dist/destinations/customerio/utils')

/** The same walk without conversion: what copying costs. */
function copy(value) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const copied = {}
    for (const [key, item] of Object.entries(value)) {
      copied[key] = copy(item)
    }
    return copied
  }
  return value
}

module.exports = { convertTimestamps: convertAttributeTimestamps, copy }
