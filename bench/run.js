/**
 * Runs every measurement, in rounds in which all who take part take turns, each in a process of its own. The full run
 * writes RESULTS.md and chart.svg; `--quick` measures less and only prints.
 */
const { fork } = require('child_process')
const path = require('path')
const { report } = require('./report')

const quick = process.argv.includes('--quick')

const fromHere = (file) => path.join(__dirname, file)

const startServer = () =>
  new Promise((resolve, reject) => {
    const server = fork(fromHere('server.js'))
    server.once('message', (url) => resolve({ url, stop: () => server.disconnect() }))
    server.once('error', reject)
  })

const measure = (job) =>
  new Promise((resolve, reject) => {
    const worker = fork(fromHere('worker.js'))
    let answer
    worker.once('message', (message) => (answer = message))
    worker.once('error', reject)
    worker.once('exit', () => (answer ? resolve(answer) : reject(new Error(`no answer to ${JSON.stringify(job)}`))))
    worker.send(job)
  })

/** @returns for each job, by name, its answers, one per round */
async function rounds(count, jobs) {
  const answers = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]))
  for (let round = 0; round < count; round++) {
    for (const [name, job] of Object.entries(jobs)) {
      process.stderr.write(`round ${round + 1} of ${count}: ${name}            \r`)
      answers[name].push(await measure(job))
    }
  }
  return answers
}

const latencies = quick ? [0, 20] : [0, 20, 100]
const concurrencies = quick ? [1] : [1, 4, 15]
const cells = latencies.flatMap((latencyMs) => concurrencies.map((concurrency) => ({ latencyMs, concurrency })))

/** Eleven defaults of one kind, as the Standard Attributes field might have; `none` for none. */
const traits = 'name email phone gender birthday age avatar education employed married customerType'.split(' ')
const keys = 'name email phone gender dateOfBirth age photo education employed married customerType'.split(' ')
const directives = {
  none: undefined,
  path: (trait) => ({ '@path': `$.traits.${trait}` }),
  template: (trait) => ({ '@template': `{{traits.${trait}}}` }),
  json: (trait) => ({ '@json': { mode: 'encode', value: { '@path': `$.traits.${trait}` } } })
}

function mappingWith(directive) {
  const { oldMapping } = require('./events')
  const standardAttributes = directive && Object.fromEntries(keys.map((key, index) => [key, directive(traits[index])]))
  return { ...oldMapping, ...(standardAttributes && { standardAttributes }) }
}

const map = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

async function main() {
  const server = await startServer()
  const started = Date.now()
  const cpu = (job) => ({ kind: 'cpu', url: server.url, calls: quick ? 10 : 20, warmUp: 10, ...job })
  const throughput = (job) => ({ kind: 'throughput', url: server.url, seconds: 1, cells, ...job })
  const one = (subject) => cpu({ subject, size: 500, calls: quick ? 4 : 8, warmUp: 4 })
  const turns = quick ? 100 : 200
  const results = {}

  results.cpu = await rounds(quick ? 3 : 5, {
    oursOld: cpu({ subject: 'ours', mapping: 'old' }),
    noopOld: cpu({ subject: 'noop', mapping: 'old' }),
    floorOld: cpu({ subject: 'floor', mapping: 'old' }),
    oursQuick: cpu({ subject: 'ours', mapping: 'quick' }),
    noopQuick: cpu({ subject: 'noop', mapping: 'quick' }),
    floorQuick: cpu({ subject: 'floor', mapping: 'quick' }),
    incumbent: one('incumbent'),
    ...(quick ? {} : { oursSingle: one('ours-single') })
  })
  results.cpuOfDeletes = await rounds(quick ? 1 : 3, {
    ours: cpu({ subject: 'ours', action: 'userDelete' }),
    noop: cpu({ subject: 'noop', action: 'userDelete' }),
    floor: cpu({ subject: 'floor', action: 'userDelete' }),
    incumbent: { ...one('incumbent'), action: 'userDelete' }
  })
  results.own = await rounds(quick ? 1 : 3, {
    old: { kind: 'own', mapping: 'old', dates: false, turns },
    oldWithDates: { kind: 'own', mapping: 'old', dates: true, turns },
    quick: { kind: 'own', mapping: 'quick', dates: false, turns },
    quickWithDates: { kind: 'own', mapping: 'quick', dates: true, turns }
  })
  results.timestamps = await rounds(quick ? 1 : 3, { all: { kind: 'timestamps', turns } })
  results.classify = await rounds(quick ? 1 : 3, { all: { kind: 'classify', turns, refusals: [0, 1, 500, 1000] } })
  results.throughput = await rounds(quick ? 1 : 3, {
    oursOld: throughput({ subject: 'ours', mapping: 'old' }),
    incumbentAt64: throughput({ subject: 'incumbent', cells: [{ latencyMs: 20, concurrency: 64 }] }),
    ...(quick
      ? {}
      : {
          oursQuick: throughput({ subject: 'ours', mapping: 'quick' }),
          floor: throughput({ subject: 'floor', mapping: 'old' }),
          incumbent: throughput({ subject: 'incumbent' }),
          noopOld: throughput({ subject: 'noop', mapping: 'old', cells: cells.slice(0, 1) }),
          noopQuick: throughput({ subject: 'noop', mapping: 'quick', cells: cells.slice(0, 1) }),
          oursDelete: throughput({ subject: 'ours', action: 'userDelete' }),
          floorDelete: throughput({ subject: 'floor', action: 'userDelete' }),
          incumbentDelete: throughput({ subject: 'incumbent', action: 'userDelete' })
        })
  })
  const grown = (events) =>
    cpu({ subject: 'ours', mapping: 'quick', fresh: true, warmUp: quick ? 20 : 100, calls: events / 1000 })
  results.growth = await rounds(quick ? 1 : 3, { 1000: grown(1000), 10000: grown(10000) })
  if (!quick) {
    Object.assign(results.growth, await rounds(3, { 100000: grown(100000) }))
    Object.assign(results.growth, await rounds(1, { 1000000: grown(1000000) }))
    results.attributes = await rounds(3, { all: { kind: 'attributes', turns, counts: [1, 4, 16, 64, 256] } })
    results.directives = await rounds(
      3,
      map(directives, (directive) => cpu({ subject: 'noop', mapping: mappingWith(directive) }))
    )
    const refused = (refusals) => cpu({ subject: 'ours', mapping: 'old', refusals })
    results.refusals = await rounds(3, { 0: refused(0), 1: refused(1), 500: refused(500), 1000: refused(1000) })
    const sized = (size, calls) => cpu({ subject: 'ours', mapping: 'quick', size, calls, warmUp: calls / 2 })
    results.sizes = await rounds(3, {
      1: sized(1, 2000),
      10: sized(10, 400),
      100: sized(100, 100),
      1000: sized(1000, 20)
    })
  }
  server.stop()
  await report(results, { quick, cells, minutes: (Date.now() - started) / 60000 })
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
