/** Asks one scenario: its calls in turn, repeated where CleverTap may need a moment, up to the verdict. */
import { uploadUrl } from '../destinations/clevertap/endpoints'
import { findTrouble, isUnimplemented, profileIn, toReading } from './answer'
import type { Answer } from './answer'
import { describeExpectation, meets } from './judge'
import type { People } from './people'
import type { Backend, ClaimResult } from './run'
import type { AskedScenario, Call } from './scenario'
import { toExchange, toKnown, toSaid } from './shown'

/** Waits before readings of the same profile, until it shows what was uploaded: 8 seconds in all. */
const readWaitsMs = [0, 500, 1500, 2000, 4000]

/** Waits after a 429, unless it says when to come back. */
const throttledWaitsMs = [1000, 3000]
const maxRetryAfterMs = 30_000

type Asker = { backend: Backend; people: People; signal: AbortSignal }
type Asked = Pick<ClaimResult, 'believed' | 'said' | 'verdict' | 'exchanges'>

/** Asks until the last call, or the first that gets no answer. Never rejects because of an answer. */
export async function askScenario(scenario: AskedScenario, { backend, people, signal }: Asker): Promise<Asked> {
  const calls = scenario.calls(people.createCast()).map((call) => withLevel(call, scenario, backend.endpoint))
  const expected = calls.flatMap(({ expects }) => (expects ? [describeExpectation(expects)] : []))
  const believed = scenario.believed ?? expected[expected.length - 1] ?? ''
  if (!backend.mayAskOthers && calls.some(({ url }) => !url.startsWith(`${backend.endpoint}/`))) {
    return {
      believed,
      said: 'this endpoint is on this machine, so no other host is asked',
      verdict: 'not asked',
      exchanges: []
    }
  }
  const known = toKnown(calls, backend.secrets)
  const exchanges: Asked['exchanges'] = []
  const said: string[] = []
  const end = (verdict: Asked['verdict'], words = said.join('; then ')): Asked => {
    if (scenario.isProof && verdict !== 'agrees') {
      // Perhaps a dry run was kept.
      calls.forEach(people.note)
    }
    return { believed, said: words, verdict, exchanges }
  }

  let agrees = true
  for (const call of calls) {
    if (call.method === 'POST' && call.url === uploadUrl(backend.endpoint)) {
      people.note(call)
    }
    const answer = await askCall(call, { backend, people, signal })
    exchanges.push(toExchange(call, answer, known))
    const mayBeUnauthorized = scenario.isProof === true || isAboutAccess(call, backend.endpoint)
    const trouble = findTrouble(answer, mayBeUnauthorized)
    if (trouble !== undefined) {
      return end('no answer', trouble)
    }
    if (isUnimplemented(answer)) {
      return end('not asked', 'the other side says that it does not have this (501)')
    }
    said.push(toSaid(answer, known))
    agrees = agrees && (call.expects === undefined || meets(call.expects, answer))
  }
  return end(expected.length === 0 ? 'open' : agrees ? 'agrees' : 'differs')
}

const isAboutAccess = ({ credentials, url }: Call, endpoint: string) =>
  credentials !== undefined || !url.startsWith(`${endpoint}/`)

/**
 * The one place that keeps a scenario within its level: below `write` an upload is a dry run, and nothing else is posted.
 * @throws Error if a scenario asks for more than its level
 */
function withLevel(call: Call, { level, id }: AskedScenario, endpoint: string): Call {
  if (call.method === 'GET') {
    return call
  }
  const isUpload = call.url === uploadUrl(endpoint)
  if (level === 'read' || (level === 'dryRun' && !isUpload)) {
    throw new Error(`The scenario ${id} writes, which its level does not allow.`)
  }
  return isUpload && (level === 'dryRun' || call.isDryRun) ? { ...call, url: `${call.url}?dryRun=1` } : call
}

/** One call; a reading again until it shows what is expected, or somebody where nothing is expected. */
async function askCall(call: Call, { backend, signal }: Asker): Promise<Answer> {
  const isReading = call.method === 'GET' && new URL(call.url).pathname.endsWith('/profile.json')
  const isRepeated = call.mustStay || (isReading && isAwaited(call))
  let answer = await sendPatiently(call, backend, signal)
  for (const ms of isRepeated ? readWaitsMs.slice(1) : []) {
    if (signal.aborted || answer.kind === 'silence' || isSettled(call, answer)) {
      return answer
    }
    await backend.wait(ms, signal)
    answer = await sendPatiently(call, backend, signal)
  }
  return answer
}

/** Whether a reading waits for something that was uploaded before. */
const isAwaited = ({ expects, credentials }: Call) =>
  credentials === undefined && (!expects || expects.kind === 'profile' || expects.kind === 'events')

function isSettled({ expects, mustStay }: Call, answer: Extract<Answer, { kind: 'answer' }>): boolean {
  if (expects === undefined) {
    return profileIn(toReading(answer)) !== undefined
  }
  return meets(expects, answer) !== (mustStay === true)
}

async function sendPatiently(call: Call, { send, wait }: Backend, signal: AbortSignal): Promise<Answer> {
  let answer = await send(call)
  for (const ms of throttledWaitsMs) {
    if (answer.kind === 'silence' || toReading(answer).status !== 429 || signal.aborted) {
      return answer
    }
    const retryAfterMs = Number(answer.headers['retry-after'] ?? NaN) * 1000
    await wait(Math.min(retryAfterMs > 0 ? retryAfterMs : ms, maxRetryAfterMs), signal)
    answer = await send(call)
  }
  return answer
}
