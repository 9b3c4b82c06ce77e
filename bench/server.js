/**
 * Stands in for CleverTap, in a process of its own: answers as soon as the request is read, or after a given latency,
 * and counts. `PUT /control` sets `latencyMs` and `refusals` (how many records of an upload are refused, echoed in the
 * reply) and starts the counts anew; `GET /control` reads them.
 */
const http = require('http')

let control = { latencyMs: 0, refusals: 0 }
let requests = 0
let records = 0

const recordMark = Buffer.from('"type":"profile"')

/** Counts without parsing: this process shares the machine with what is measured. */
function countRecords(body) {
  let count = 0
  for (let at = body.indexOf(recordMark); at !== -1; at = body.indexOf(recordMark, at + recordMark.length)) {
    count++
  }
  return count
}

function answerUpload(body) {
  const count = countRecords(body)
  records += count
  if (control.refusals === 0) {
    return { status: 'success', processed: count, unprocessed: [] }
  }
  const unprocessed = JSON.parse(body)
    .d.slice(0, control.refusals)
    .map((record, index) => ({
      status: 'fail',
      code: 516,
      error: `Phone number is invalid. Skipped record number : ${index + 1}`,
      record
    }))
  const processed = count - unprocessed.length
  return { status: processed === 0 ? 'fail' : 'partial', processed, unprocessed }
}

function answer({ url, method }, body) {
  if (url === '/control') {
    if (method === 'PUT') {
      control = { latencyMs: 0, refusals: 0, ...JSON.parse(body) }
      requests = records = 0
    }
    return { requests, records }
  }
  requests++
  return url === '/1/upload' ? answerUpload(body) : { status: 'success' }
}

const server = http.createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const text = JSON.stringify(answer(request, Buffer.concat(chunks)))
    const reply = () => response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    if (control.latencyMs > 0 && request.url !== '/control') {
      setTimeout(reply, control.latencyMs)
    } else {
      reply()
    }
  })
})

// Never: a connection that ends while it waits for the next measurement looks like a failed request.
server.keepAliveTimeout = 0

server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`))
process.on('disconnect', () => process.exit())
