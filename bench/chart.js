/** Events per second by latency and concurrency. */
const vega = require('vega')
const vegaLite = require('vega-lite')
const { median } = require('./stats')

const shown = {
  incumbent: 'incumbent',
  oursQuick: 'this, Quick Setup',
  oursOld: 'this, old mapping',
  floor: 'bare POST'
}

async function drawChart({ throughput }, { cells }) {
  const values = Object.entries(shown).flatMap(([name, who]) =>
    cells.map(({ latencyMs, concurrency }, cell) => ({
      who,
      latency: `${latencyMs} ms latency`,
      concurrency: String(concurrency),
      rate: median(throughput[name].map(({ rates }) => rates[cell]))
    }))
  )
  const who = Object.values(shown)
  const chart = {
    title: 'Uploads per second (logarithmic)',
    background: 'white',
    data: { values },
    mark: 'bar',
    width: 220,
    height: 220,
    encoding: {
      column: { field: 'latency', sort: values.map(({ latency }) => latency), title: null },
      x: { field: 'concurrency', sort: null, title: 'concurrent streams', axis: { labelAngle: 0 } },
      xOffset: { field: 'who', sort: who },
      y: { field: 'rate', type: 'quantitative', scale: { type: 'log', domainMin: 1 }, title: 'events per second' },
      // A logarithmic axis has no zero for the bars to stand on.
      y2: { datum: 1 },
      color: {
        field: 'who',
        sort: who,
        title: null,
        scale: { domain: who, range: ['#9e9e9e', '#1f77b4', '#0b3d66', '#e0c080'] },
        legend: { orient: 'bottom' }
      }
    }
  }
  return new vega.View(vega.parse(vegaLite.compile(chart).spec), { renderer: 'none' }).toSVG()
}

module.exports = { drawChart }
