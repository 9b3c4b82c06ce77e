/** Asks one scenario: its calls in turn, repeated where CleverTap may need a moment, up to the verdict. */
import { uploadUrl } from '../destinations/clevertap/endpoints'
import { findTrouble, profileIn, toReading } from './answer'
import type { Answer } from './answer'
import type { Profiles } from './profiles'
import { toExchange, toKnown, toSaid } from './redact'
import type { AskedScenario, Backend, Call, ClaimResult } from './scenario'

/** Waits before further readings of the same profile, until it shows what was uploaded: 8 seconds in all. */
const readWaitsMs = [500, 1500, 2000, 4000]

type Asker = { backend: Backend; profiles: Profiles; signal: AbortSignal }
type Asked = Pick<ClaimResult, 'said' | 'verdict' | 'exchanges'>

/** Asks until the last call, or the first that gets no answer. Never rejects because of an answer. */
export async function askScenario(scenario: AskedScenario, plain: Call[], asker: Asker): Promise<Asked> {
  const { endpoint, mayAskOthers, secrets } = asker.backend
  const calls = plain.map((call) => withLevel(call, scenario, endpoint))
  if (!mayAskOthers && calls.some((call) => isForeign(call, endpoint))) {
    return { said: 'this endpoint is on this machine, so no other host is asked', verdict: 'not asked', exchanges: [] }
  }
  const known = toKnown(calls, secrets)
  const exchanges: Asked['exchanges'] = []
  const said: string[] = []
  let agrees = true
  for (const call of calls) {
    if (call.url === uploadUrl(endpoint)) {
      asker.profiles.note(call)
    }
    const answer = await askCall(call, asker)
    exchanges.push(toExchange(call, answer, known))
    const isAboutAccess = scenario.isProof || call.credentials !== undefined || isForeign(call, endpoint)
    const trouble = findTrouble(answer, isAboutAccess)
    if (trouble !== undefined) {
      return { said: trouble, verdict: 'no answer', exchanges }
    }
    said.push(toSaid(answer, known))
    agrees = agrees && (call.expects === undefined || isMet(call, answer))
  }
  const verdict = scenario.confidence === 'unknown' ? 'open' : agrees ? 'agrees' : 'differs'
  return { said: said.join('; then '), verdict, exchanges }
}

const isForeign = ({ url }: Call, endpoint: string) => !url.startsWith(`${endpoint}/`)

const isMet = ({ expects }: Call, answer: Answer) =>
  answer.kind === 'answer' && expects !== undefined && expects.isMet(toReading(answer))

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

/** One call; a reading again until it shows what is expected, or any profile where nothing is expected. */
async function askCall(call: Call, { backend, signal }: Asker): Promise<Answer> {
  const { method, url, expects, mustStay = false, credentials } = call
  const isReading = method === 'GET' && credentials === undefined && url.includes('/profile.json?')
  const isRepeated = mustStay || (isReading && (!expects || expects.mayComeLater === true))
  const isSettled = (answer: Answer) =>
    answer.kind === 'silence' ||
    (expects ? isMet(call, answer) !== mustStay : profileIn(toReading(answer)) !== undefined)

  let answer = await backend.send(call)
  for (const ms of isRepeated ? readWaitsMs : []) {
    if (signal.aborted || isSettled(answer)) {
      return answer
    }
    await backend.wait(ms, signal)
    answer = await backend.send(call)
  }
  return answer
}
