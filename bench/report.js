/** What was measured, as tables for people; the full run keeps them. */
const fs = require('fs')
const os = require('os')
const path = require('path')
const { createRequire } = require('module')
const { drawChart } = require('./chart')
const { median, summarise } = require('./stats')

const product = createRequire(path.join(__dirname, '../package.json'))

const digits = (value) => (value >= 100 ? 0 : value >= 10 ? 1 : 2)
const show = (value) => value.toLocaleString('en', { maximumFractionDigits: digits(value) })
const spread = (values, unit = '') => {
  const { median, least, most } = summarise(values)
  return `${show(median)}${unit} (${show(least)}–${show(most)})`
}

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const by = (field) => (answer) => answer[field]
const us = by('usPerEvent')

/** One ratio per round: rounds differ more than those who take turns in one. */
const ratios = (above, below) => above.map((value, round) => value / below[round])

const explain = require('./explanations')

function targets({ cpu, cpuOfDeletes, own, timestamps, throughput, classify, growth }, { cells }) {
  const cost = (name) => cpu[name].map(us)
  const sum = (a, b) => a.map((value, round) => value + b[round])
  const perThousand = (answers) => median(answers.map(by('requestsPerThousand')))
  const at = cells.findIndex(({ latencyMs, concurrency }) => latencyMs === 20 && concurrency === 1)
  const rates = (name, cell) => throughput[name].map((answer) => answer.rates[cell])
  const refusal = (count) =>
    timesOf(classify).map((rows) => rows.find((row) => row.count === count).us - rows.find((row) => row.count === 0).us)
  const grown = Object.keys(growth).map(Number)
  const largest = Math.max(...grown)
  const ofGrowth = (field) => median(growth[largest].map(by(field))) / median(growth[Math.min(...grown)].map(by(field)))
  const noLess = (name, target, values) => ({
    name,
    target: `at least ${target}`,
    values,
    met: median(values) >= target
  })
  const noMore = (name, target, values) => ({
    name,
    target: `at most ${target}`,
    values,
    met: median(values) <= target
  })
  return [
    noMore('Requests per 1,000 uploads', 1, [perThousand(cpu.oursOld)]),
    noMore('Requests per 1,000 deletes', 10, [perThousand(cpuOfDeletes.ours)]),
    noLess('CPU per event, incumbent ÷ this, old mapping', 35, ratios(cost('incumbent'), cost('oursOld'))),
    noLess('CPU per event, incumbent ÷ this, Quick Setup', 15, ratios(cost('incumbent'), cost('oursQuick'))),
    noMore(
      'CPU per event, this ÷ (no-op framework + bare POST), old mapping',
      1.5,
      ratios(cost('oursOld'), sum(cost('noopOld'), cost('floorOld')))
    ),
    noMore(
      'CPU per event, this ÷ (no-op framework + bare POST), Quick Setup',
      1.5,
      ratios(cost('oursQuick'), sum(cost('noopQuick'), cost('floorQuick')))
    ),
    noMore(
      'Own code ÷ JSON.stringify of its body, no dates, old mapping',
      2,
      own.old.map((t) => t.own / t.stringify)
    ),
    noMore(
      'Own code ÷ JSON.stringify of its body, no dates, Quick Setup',
      2,
      own.quick.map((t) => t.own / t.stringify)
    ),
    noMore(
      "Timestamps, this ÷ customerio's approach",
      0.5,
      timestamps.all.map((t) => t.ours / t.customerio)
    ),
    noLess(
      'Events per second at 20 ms, one batch stream ÷ incumbent at 64',
      11,
      ratios(rates('oursOld', at), rates('incumbentAt64', 0))
    ),
    noMore('Time to classify 1,000 refusals ÷ 500', 2.5, ratios(refusal(1000), refusal(500))),
    noMore(`CPU per event, ${show(largest)} events ÷ 1,000`, 1.1, [ofGrowth('usPerEvent')]),
    noMore(`Peak memory, ${show(largest)} events ÷ 1,000`, 1.1, [ofGrowth('peakMegabytes')])
  ]
}

const timesOf = ({ all }) => all.map(by('rows'))

const byRow = (answers, row, value) => answers.map((rows) => value(rows[row]))

function sections(results, { cells }) {
  const { cpu, cpuOfDeletes, own, timestamps, throughput, directives, refusals, sizes, growth } = results
  const costs = (answers, reference) =>
    Object.entries(answers).map(([name, rounds]) => [
      labels[name] ?? name,
      spread(rounds.map(us)),
      show(median(ratios(rounds.map(us), reference.map(us)))),
      show(median(rounds.map(by('requestsPerThousand'))))
    ])
  const costHead = ['', 'CPU µs per event', '÷ no-op', 'requests per 1,000']
  const rateRows = (names) =>
    names.map((name) => [
      labels[name],
      ...cells.map((_, cell) => show(median(throughput[name].map((answer) => answer.rates[cell] ?? NaN))))
    ])
  const rateHead = ['', ...cells.map(({ latencyMs, concurrency }) => `${latencyMs} ms × ${concurrency}`)]
  const attributeRows = timesOf(results.attributes)
  const classifyRows = timesOf(results.classify)
  return [
    ['CPU per uploaded event', table(costHead, costs(cpu, cpu.noopOld))],
    ['CPU per deleted event', table(costHead, costs(cpuOfDeletes, cpuOfDeletes.noop))],
    [
      'Uploads per second, latency × concurrency',
      `${table(
        rateHead,
        rateRows(['oursOld', 'oursQuick', 'floor', 'incumbent'])
      )}\n\nThe incumbent at 20 ms × 64: ${spread(
        throughput.incumbentAt64.map(({ rates }) => rates[0])
      )}. The no-op framework, which waits for nobody: ${spread(
        throughput.noopOld.map(({ rates }) => rates[0])
      )} with the old mapping, ${spread(throughput.noopQuick.map(({ rates }) => rates[0]))} with Quick Setup.`
    ],
    [
      'Deletes per second, latency × concurrency',
      table(rateHead, rateRows(['oursDelete', 'floorDelete', 'incumbentDelete']))
    ],
    [
      'Own code: build, convert, check, plan, classify, settle',
      table(
        ['mapping and events', 'µs per event', 'JSON.stringify of the body', 'ratio'],
        Object.entries(own).map(([name, rounds]) => [
          ownLabels[name],
          spread(rounds.map(by('own'))),
          spread(rounds.map(by('stringify'))),
          spread(rounds.map((t) => t.own / t.stringify))
        ])
      )
    ],
    [
      'Timestamps of an object with 12 traits, two of them dates',
      table(
        ['', 'µs per object', '÷ plain copy'],
        ['ours', 'customerio', 'copy'].map((name) => [
          { ours: 'this destination', customerio: "customerio's approach", copy: 'plain copy' }[name],
          spread(timestamps.all.map(by(name))),
          spread(timestamps.all.map((t) => t[name] / t.copy))
        ])
      )
    ],
    [
      'Growth: events in one process, Quick Setup',
      table(
        ['events', 'CPU µs per event', 'peak memory, MB'],
        Object.entries(growth).map(([count, rounds]) => [
          show(Number(count)),
          spread(rounds.map(us)),
          spread(rounds.map(by('peakMegabytes')))
        ])
      )
    ],
    [
      'Batch size, Quick Setup',
      table(
        ['events per batch', 'CPU µs per event', 'requests per 1,000'],
        Object.entries(sizes).map(([size, rounds]) => [
          show(Number(size)),
          spread(rounds.map(us)),
          show(median(rounds.map(by('requestsPerThousand'))))
        ])
      )
    ],
    [
      'Attributes per event: own code',
      table(
        ['attributes', 'µs per event', 'µs per attribute', '÷ JSON.stringify'],
        attributeRows[0].map(({ count }, row) => [
          count,
          spread(byRow(attributeRows, row, (r) => r.own)),
          show(median(byRow(attributeRows, row, (r) => r.own / count))),
          spread(byRow(attributeRows, row, (r) => r.own / r.stringify))
        ])
      )
    ],
    [
      'Refusals in the reply to 1,000 records',
      table(
        ['refusals', 'reply, kB', 'classify, µs per reply', 'whole event, CPU µs'],
        classifyRows[0].map(({ count, kilobytes }, row) => [
          show(count),
          show(kilobytes),
          spread(byRow(classifyRows, row, (r) => r.us)),
          spread(refusals[count].map(us))
        ])
      )
    ],
    [
      'What the directives of the eleven defaults cost: no-op framework',
      table(
        ['directive', 'CPU µs per event', 'above none'],
        Object.entries(directives).map(([name, rounds]) => [
          name === 'none' ? 'none' : `@${name}`,
          spread(rounds.map(us)),
          show(median(rounds.map(us)) - median(directives.none.map(us)))
        ])
      )
    ]
  ]
}

const labels = {
  oursOld: 'this destination, old mapping',
  oursQuick: 'this destination, Quick Setup',
  oursSingle: 'this destination, old mapping, single events',
  noopOld: 'no-op framework, old mapping',
  noopQuick: 'no-op framework, Quick Setup',
  floor: 'bare POST of ready bodies',
  floorOld: 'bare POST of ready bodies, old mapping',
  floorQuick: 'bare POST of ready bodies, Quick Setup',
  incumbent: 'incumbent 3.497.0',
  ours: 'this destination',
  noop: 'no-op framework',
  oursDelete: 'this destination',
  floorDelete: 'bare POST of ready bodies',
  incumbentDelete: 'incumbent 3.497.0'
}

const ownLabels = {
  old: 'old mapping, no dates',
  oldWithDates: 'old mapping, with dates',
  quick: 'Quick Setup, no dates',
  quickWithDates: 'Quick Setup, with dates'
}

const targetTable = (rows) =>
  table(
    ['', 'target', 'measured', ''],
    rows.map(({ name, target, values, met }) => [
      name,
      target,
      values.length > 1 ? spread(values) : show(values[0]),
      met ? 'met' : '**missed**'
    ])
  )

function missed(rows, explanations) {
  const notes = rows
    .filter(({ met }) => !met)
    .map(({ name }) => `- ${name}: ${explanations[name] ?? 'not yet explained.'}`)
  return notes.length > 0 ? `Missed:\n\n${notes.join('\n')}` : 'None is missed.'
}

async function report(results, run) {
  const rows = targets(results, run)
  console.log(targetTable(rows))
  if (run.quick) {
    return
  }
  const machine = `${os.cpus().length} vCPU ${os.type()} ${os.arch()}`
  const date = new Date().toISOString().slice(0, 10)
  const text = `# Benchmark results

<!-- Made by npm run bench; do not edit. -->

${date} · Node ${process.versions.node} · ${machine} · ${show(run.minutes)} minutes · loopback

Figures are medians of interleaved rounds, with the least and the most in brackets. Compare ratios, which were taken in
one run: absolute figures differ from machine to machine and from hour to hour. Ratios are per round, so they need not
equal the ratio of two medians. The events are identify events with twelve traits; the incumbent
(\`@segment/action-destinations\` 3.497.0) has no batches, so it gets them one by one, 16 at a time. The stand-in server
has a process of its own, and its CPU is not counted.

![Events per second](chart.svg)

## Targets

${targetTable(rows)}

${missed(rows, explain(results))}

${sections(results, run)
  .map(([title, body]) => `## ${title}\n\n${body}`)
  .join('\n\n')}
`
  const prettier = product('prettier')
  const file = path.join(__dirname, 'RESULTS.md')
  const style = await prettier.resolveConfig(file)
  fs.writeFileSync(file, prettier.format(text, { ...style, parser: 'markdown' }))
  fs.writeFileSync(path.join(__dirname, 'chart.svg'), await drawChart(results, run))
}

module.exports = { report }
