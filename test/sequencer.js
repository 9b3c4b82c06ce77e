/** Starts the longest suite first: without the times of a run before, Jest goes by the size of files, and its is small. */
const Sequencer = require('@jest/test-sequencer').default

const isLongest = ({ path }) => path.endsWith('browser.test.ts')

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    return [...sorted.filter(isLongest), ...sorted.filter((test) => !isLongest(test))]
  }
}
