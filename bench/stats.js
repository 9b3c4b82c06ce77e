function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The middle and the two ends of the rounds. */
const summarise = (values) => ({ median: median(values), least: Math.min(...values), most: Math.max(...values) })

module.exports = { median, summarise }
