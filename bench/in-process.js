/** Measurements of the destination's own code, without network: cases take turns, and the middle of many turns counts. */
const { identify, identifyWith, oldMapping, batchOf } = require('./events')
const customerio = require('./customerio')
const { median } = require('./stats')
const { built, definition, product, quickSetup } = require('./subjects')

const { transform } = product('@segment/actions-core/mapping-kit')
const settings = { clevertapAccountId: 'A', clevertapPasscode: 'PASSCODE', clevertapEndpoint: 'https://x.example' }

/** @returns microseconds per call of each case */
async function takeTurns(cases, turns) {
  const times = new Map(Object.keys(cases).map((name) => [name, []]))
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, work] of Object.entries(cases)) {
      const start = process.hrtime.bigint()
      await work()
      times.get(name).push(Number(process.hrtime.bigint() - start) / 1000)
    }
  }
  // The first half warms the code up.
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all.slice(turns >> 1))]))
}

/** The same event with its dates already in the form in which they are sent. */
const withoutDates = (event) => ({
  ...event,
  timestamp: '1795429230',
  traits: { ...event.traits, createdAt: 1614834367, birthday: '$D_642902400' }
})

/** Payloads as the framework hands them over. */
const payloadsOf = (events, mapping) =>
  events.map((event) => {
    const entries = Object.entries(transform(mapping, event))
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''))
  })

/** One batch through performBatch, with a request that is answered at once and serialises nothing. */
async function ownCode(payload) {
  let body
  const reply = { status: 200, content: JSON.stringify({ status: 'success', processed: payload.length }) }
  const request = async (_, { json }) => {
    body = json
    return reply
  }
  const own = () => definition.actions.userUpload.performBatch(request, { payload, settings })
  await own()
  const sent = body
  return { own, stringify: () => JSON.stringify(sent) }
}

/** Build, convert, check, plan, classify and settle, against JSON.stringify of the same body; per event. */
async function own({ turns, mapping, dates }) {
  const events = batchOf(identify, 1000)
  const chosen = mapping === 'old' ? oldMapping : quickSetup('userUpload')
  const times = await takeTurns(await ownCode(payloadsOf(dates ? events : events.map(withoutDates), chosen)), turns)
  return { own: times.own / 1000, stringify: times.stringify / 1000 }
}

/** The same by number of attributes. */
async function attributes({ turns, counts }) {
  const rows = []
  for (const count of counts) {
    const size = Math.max(10, Math.floor(2000 / count))
    const mapping = { ...quickSetup('userUpload'), standardAttributes: undefined }
    const times = await takeTurns(await ownCode(payloadsOf(batchOf(identifyWith(count), size), mapping)), turns)
    rows.push({ count, own: times.own / size, stringify: times.stringify / size })
  }
  return { rows }
}

async function timestamps({ turns }) {
  const { convertTimestamps } = built('timestamp')
  const traits = batchOf(identify, 1000).map((event) => event.traits)
  const all = (work) => () => traits.forEach((item) => work(item))
  const times = await takeTurns(
    {
      ours: all((item) => convertTimestamps(item, 'unix')),
      customerio: all((item) => customerio.convertTimestamps(item)),
      copy: all((item) => customerio.copy(item))
    },
    turns
  )
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time / 1000]))
}

/** Reading a reply with so many refusals, each with its record echoed. */
async function classify({ turns, refusals }) {
  const { classifyReply } = built('classify')
  const replies = refusals.map((count) => {
    const records = batchOf(identify, 1000).map(({ userId, traits }) => ({ identity: userId, profileData: traits }))
    const unprocessed = records.slice(0, count).map((record, index) => ({
      status: 'fail',
      code: 516,
      error: `Phone number is invalid. Skipped record number : ${index + 1}`,
      record
    }))
    const processed = records.length - count
    const status = count === 0 ? 'success' : processed === 0 ? 'fail' : 'partial'
    const content = JSON.stringify({ status, processed, unprocessed })
    return { count, content, read: () => classifyReply({ kind: 'answer', status: 200, content }, records, 'PASSCODE') }
  })
  const times = await takeTurns(Object.fromEntries(replies.map(({ count, read }) => [count, read])), turns)
  return {
    rows: replies.map(({ count, content }) => ({ count, kilobytes: content.length / 1000, us: times[count] }))
  }
}

module.exports = { own, attributes, timestamps, classify }
