/** One measurement in a process of its own: takes a job from its parent, answers with figures, ends. */
const events = require('./events')
const { createSubject } = require('./subjects')
const inProcess = require('./in-process')

const makerOf = (action) => (action === 'userDelete' ? events.deleteUser : events.identify)

const control = async (url, change) =>
  (await fetch(`${url}/control`, change && { method: 'PUT', body: JSON.stringify(change) })).json()

/** Waits for `work` and adds its CPU time, of all threads, to `spent.us`. */
async function charge(spent, work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  spent.us += user + system
}

/** CPU time per event and requests per 1,000 events. `fresh`: new events for every call, not the same ones again. */
async function cpu(job) {
  const { url, size = 1000, calls, warmUp, refusals = 0, fresh = false, attributes } = job
  const make = attributes ? events.identifyWith(attributes) : makerOf(job.action)
  let batch = events.batchOf(make, size)
  const deliver = await createSubject(job, batch)
  const spent = { us: 0 }
  await control(url, { refusals })
  for (let call = -warmUp; call < calls; call++) {
    if (call === 0) {
      spent.us = 0
      await control(url, { refusals })
    }
    if (fresh) {
      batch = events.batchOf(make, size, (call + warmUp) * size)
    }
    await charge(spent, () => deliver(batch))
  }
  const { requests } = await control(url)
  const delivered = size * calls
  return {
    usPerEvent: spent.us / delivered,
    requestsPerThousand: (1000 * requests) / delivered,
    peakMegabytes: process.resourceUsage().maxRSS / 1024
  }
}

/** Events per second: so many streams, each sending its next batch (or event) when the last one is answered. */
async function throughput(job) {
  const { url, cells, seconds } = job
  const isSingle = job.subject === 'incumbent'
  const batch = events.batchOf(makerOf(job.action), isSingle ? 1 : 1000)
  const deliver = await createSubject({ ...job, concurrency: 1 }, batch)
  const run = async (concurrency, ms) => {
    const end = performance.now() + ms
    let count = 0
    const stream = async () => {
      while (performance.now() < end) {
        await deliver(batch)
        count += batch.length
      }
    }
    const start = performance.now()
    await Promise.all(Array.from({ length: concurrency }, stream))
    return (1000 * count) / (performance.now() - start)
  }
  await control(url, {})
  await run(4, 1500)
  const rates = []
  for (const { latencyMs, concurrency } of cells) {
    await control(url, { latencyMs })
    rates.push(await run(concurrency, 1000 * seconds))
  }
  return { rates }
}

const kinds = { cpu, throughput, ...inProcess }

process.once('message', async (job) => {
  try {
    process.send(await kinds[job.kind](job), () => process.exit())
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})
