/** Why a target is missed, by a word of its name in the table; shown only while it is. */
const { median } = require('./stats')

const show = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 })

const cost = ({ cpu }, name) => median(cpu[name].map(({ usPerEvent }) => usPerEvent))

/** How many times cheaper than the incumbent anyone could be who has this mapping resolved and these bodies sent. */
const bound = (results, mapping) =>
  show(cost(results, 'incumbent') / (cost(results, `noop${mapping}`) + cost(results, `floor${mapping}`)))

const beyondReach = (results, mapping) =>
  `the framework resolves the mapping and checks the payload before this destination is called. An action that does nothing, with the same mapping, and a bare POST of the bodies are together ${bound(
    results,
    mapping
  )} times cheaper than the incumbent: that is the most that any implementation could reach.`

module.exports = (results) => ({
  'CPU per event, incumbent ÷ this, old mapping': beyondReach(results, 'Old'),
  'CPU per event, incumbent ÷ this, Quick Setup': `${beyondReach(
    results,
    'Quick'
  )} The defaults of the eleven standard attributes make most of it, whatever their directive (last table).`,
  'Own code ÷ JSON.stringify of its body, no dates, old mapping':
    'building an object key by key, and testing each name against the documented limits, is JavaScript where JSON.stringify is native.',
  'Own code ÷ JSON.stringify of its body, no dates, Quick Setup':
    'beside building the object, each standard attribute is trimmed and tested against the shape that CleverTap takes, and the trait that it came from is found and left out. Both are the purpose of the mapping; the rest is below the cost of the framework for the same event.',
  'Time to classify 1,000 refusals ÷ 500':
    'the time per refusal does not depend on their number; above that, a reply twice as long is twice the garbage to collect.'
})
