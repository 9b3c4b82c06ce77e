/** The list run against the emulator in process: verdicts, what is left behind, and what a mistake turns into. */
import { endpointChoices } from '../../destinations/clevertap/endpoints'
import { rules } from '../../emulator/rules'
import type { Answer } from '../answer'
import type { Call } from '../scenario'
import { scenarios } from '../scenarios'
import { createAccount, only, runAll, secrets, toAnswer } from './__helpers__/account'

/** What may not be asked on this machine. */
const isElsewhere = (id: string) => /^region-/.test(id) || id === 'q09'

it('agrees with every claim that is no open question, and lists those that are', async () => {
  const { printed, remaining } = await runAll(createAccount().backend)
  const expected = scenarios.map((scenario) => ({
    id: scenario.id,
    verdict:
      'notAsked' in scenario || isElsewhere(scenario.id)
        ? 'not asked'
        : scenario.confidence === 'unknown'
        ? 'open'
        : 'agrees'
  }))
  expect(printed.map(({ id, verdict }) => ({ id, verdict }))).toEqual(expected)
  expect(printed.filter(({ said, believed }) => said === '' || believed === '')).toEqual([])
  expect(remaining).toEqual([])
})

it('leaves nothing behind but the events', async () => {
  const { store, backend } = createAccount()
  await runAll(backend)
  expect(store.size).toBe(0)
  expect(new Set(store.events.map(({ evtName }) => evtName))).toEqual(new Set(['Conform Test']))
})

it('only reads at first, and then uploads only what is not kept', async () => {
  const reading = createAccount()
  await runAll(reading.backend, { level: 'read' })
  expect(reading.calls.filter(({ method }) => method !== 'GET')).toEqual([])
  const dry = createAccount()
  await runAll(dry.backend, { level: 'dryRun' })
  const posted = dry.calls.filter(({ method }) => method !== 'GET')
  expect(posted.length).toBeGreaterThan(20)
  expect(posted.filter(({ url }) => url !== 'http://localhost/1/upload?dryRun=1')).toEqual([])
  expect(dry.store.size).toBe(0)
})

it('asks no other host from this machine, and all of them from elsewhere', async () => {
  const account = createAccount()
  await runAll(account.backend)
  expect(account.calls.filter(({ url }) => !url.startsWith('http://localhost/'))).toEqual([])
  const elsewhere = createAccount()
  await runAll({ ...elsewhere.backend, mayAskOthers: true }, { level: 'read' })
  const regions = endpointChoices.map(({ value }) => new URL(value).hostname)
  expect(new Set(elsewhere.calls.map(({ url }) => new URL(url).hostname))).toEqual(
    new Set(['localhost', 'api.clevertap.com', ...regions])
  )
})

it('keeps one request under way', async () => {
  const { backend, send } = createAccount()
  let open = 0
  let peak = 0
  const slow = async (call: Call) => {
    peak = Math.max(peak, ++open)
    await new Promise(setImmediate)
    const answer = await send(call)
    open--
    return answer
  }
  await runAll({ ...backend, send: slow })
  expect(peak).toBe(1)
})

describe('a rule that CleverTap does not have differs', () => {
  const codes = [509, 512, 513, 514, 515, 516, 517, 518, 519, 520, 523, 525]
  it.each(codes)('%i', async (code) => {
    const rule = rules.find((candidate) => candidate.code === code)
    if (!rule) {
      throw new Error('There is no such rule.')
    }
    const { isBrokenBy } = rule
    rule.isBrokenBy = () => false
    try {
      const { of, remaining } = await runAll(createAccount().backend, { scenarios: only(`code-${code}`) })
      expect(of(`code-${code}`)).toMatchObject({ verdict: 'differs' })
      expect(remaining).toEqual([])
    } finally {
      rule.isBrokenBy = isBrokenBy
    }
  })

  it('in other words', async () => {
    const { backend, send } = createAccount()
    const reworded = async (call: Call): Promise<Answer> => {
      const answer = await send(call)
      return answer.kind === 'answer' ? { ...answer, content: answer.content.replace('Age is', 'Age was') } : answer
    }
    const { of } = await runAll({ ...backend, send: reworded }, { scenarios: only('code-520') })
    expect(of('code-520')).toMatchObject({
      verdict: 'differs',
      believed: 'refused with 520 "Age is invalid."',
      said: 'HTTP 200 fail, 0 processed, 520 at record 1 "Profile data is incorrect. Age was invalid."'
    })
  })

  it.each([
    ['stored-operators', '"conform_number":4', '"conform_number":9'],
    ['stored-operators', '["b","c"]', '["c"]'],
    ['stored-operators', '"profileData":{', '"name":"Conform","profileData":{'],
    ['stored-event-twice', '"count":2', '"count":1'],
    ['read-identity', '"record":null', '"record":{"identity":"x"}'],
    ['reply-partial', 'record number : 2', 'record number : 1'],
    ['delete-one', '{"status":"success"}', '{"status":"fail","error":"no"}']
  ])('%s', async (id, from, to) => {
    const { backend, send } = createAccount()
    const changed = async (call: Call): Promise<Answer> => {
      const answer = await send(call)
      return answer.kind === 'answer' ? { ...answer, content: answer.content.replace(from, to) } : answer
    }
    const level = id === 'read-identity' ? 'read' : 'write'
    const { of } = await runAll({ ...backend, send: changed }, { scenarios: only(id), level })
    expect(of(id)).toMatchObject({ verdict: 'differs' })
  })
})

describe('a dry run that is kept', () => {
  it('stops the run, and is deleted', async () => {
    const { store, calls, backend, send } = createAccount()
    const keeping = async (call: Call) => send({ ...call, url: call.url.replace('?dryRun=1', '') })
    const { of, results } = await runAll({ ...backend, send: keeping })
    expect(of('dry-run-profile')).toMatchObject({ verdict: 'differs' })
    expect(of('code-515')).toMatchObject({
      verdict: 'not asked',
      said: 'dry-run-profile does not agree: dryRun=1 is not proven to keep nothing'
    })
    expect(results.filter(({ id, verdict }) => /^stored/.test(id) && verdict !== 'not asked')).toEqual([])
    expect(calls.filter(({ method, url }) => method === 'POST' && url.includes('/upload'))).toHaveLength(1)
    expect(store.size).toBe(0)
  })

  it('is noticed when it shows up late', async () => {
    const { backend, send } = createAccount()
    let uploaded = false
    let readings = 0
    const late = async (call: Call): Promise<Answer> => {
      uploaded = uploaded || call.method === 'POST'
      const isLate = uploaded && call.method === 'GET' && ++readings > 3
      return isLate ? toAnswer(200, '{"status":"success","record":{"profileData":{}}}') : send(call)
    }
    const { of } = await runAll({ ...backend, send: late })
    expect(of('dry-run-profile')).toMatchObject({ verdict: 'differs' })
  })
})

describe('an answer that settles nothing', () => {
  const silence: Answer = { kind: 'silence', cause: 'no connection' }
  it.each<[string, Answer, string]>([
    ['silence', silence, 'no connection'],
    ['HTML', toAnswer(200, '<html>'), 'HTTP 200 with something that is not JSON'],
    ['nothing', toAnswer(200, ''), 'HTTP 200 with nothing'],
    ['429', toAnswer(429, '{"status":"fail","code":429}'), 'HTTP 429'],
    ['503', toAnswer(503, 'down'), 'HTTP 503'],
    ['a 401 all of a sudden', toAnswer(401, '{}'), 'HTTP 401, though the credentials were accepted before'],
    ['555', toAnswer(200, '{"status":"fail","unprocessed":[{"code":555,"error":"x"}]}'), 'code 555']
  ])('is told apart: %s', async (_name, answer, said) => {
    const { backend, send } = createAccount()
    const failing = async (call: Call) => (JSON.stringify(call.body ?? '').includes('"GG"') ? answer : send(call))
    const { of } = await runAll({ ...backend, send: failing }, { scenarios: only('code-514', 'code-515') })
    expect(of('code-514')).toMatchObject({ verdict: 'no answer', said })
    expect(of('code-515')).toMatchObject({ verdict: 'agrees' })
  })

  it('ends the run after five in a row', async () => {
    const { calls, backend, send } = createAccount()
    const dying = async (call: Call) => (calls.length < 25 ? send(call) : silence)
    const { results, remaining } = await runAll({ ...backend, send: dying }, { level: 'dryRun' })
    const unanswered = results.filter(({ verdict }) => verdict === 'no answer')
    expect(unanswered.length).toBeGreaterThan(10)
    expect(unanswered.filter(({ said }) => said === 'no connection')).toHaveLength(5)
    expect(remaining).toEqual([])
  })
})

describe('stopped in the middle', () => {
  it.each([1, 3, 10, 25, 40])('deletes its profiles after %i more requests', async (requests) => {
    const { store, calls, backend, send } = createAccount()
    const stop = new AbortController()
    let writes = 0
    const counting = async (call: Call) => {
      const isWrite = call.method === 'POST' && call.url.endsWith('/upload')
      const answer = await send(call)
      if ((isWrite || writes > 0) && ++writes === requests) {
        stop.abort()
      }
      return answer
    }
    const { remaining, stopped, results } = await runAll({ ...backend, send: counting }, { signal: stop.signal })
    expect(stopped).toBe(true)
    expect(results).toHaveLength(scenarios.length)
    expect(results.filter(({ said }) => said === 'stopped as asked').length).toBeGreaterThan(0)
    expect(remaining).toEqual([])
    expect(store.size).toBe(0)
    expect(calls.filter(({ url }) => url.includes('/delete')).length).toBeGreaterThan(0)
  })
})

describe('the deletion at the end', () => {
  it('names who may be left when it fails', async () => {
    const { backend, send } = createAccount()
    const refusing = async (call: Call): Promise<Answer> =>
      call.url.includes('/delete') ? toAnswer(503, 'down') : send(call)
    const { remaining } = await runAll(
      { ...backend, send: refusing },
      { scenarios: only('stored-merge', 'stored-operators') }
    )
    expect(remaining).toEqual(['conform-run-4-1', 'conform-run-5-1'])
  })

  it('takes a refusal for done when there is no profile', async () => {
    const { backend, send } = createAccount()
    const strict = async (call: Call): Promise<Answer> => {
      const { body } = call
      const identity = typeof body === 'object' && 'identity' in body ? String(body.identity) : ''
      return /-2$/.test(identity) ? toAnswer(200, '{"status":"fail","error":"No such user"}') : send(call)
    }
    const { remaining } = await runAll({ ...backend, send: strict }, { scenarios: only('q20') })
    expect(remaining).toEqual([])
  })
})

it('shows no secret and no value of other people, whatever CleverTap says', async () => {
  const { backend, send } = createAccount()
  const { accountId, passcode } = secrets
  const error = `Ada Lovelace <ada@example.com> at 10.20.30.40 used ${passcode} of ${accountId}`
  const telling = async (call: Call): Promise<Answer> => {
    if (call.url.includes('identity=') || (call.method === 'POST' && !call.url.includes('dryRun'))) {
      const answer = await send(call)
      return answer
    }
    const body = {
      status: passcode,
      error,
      code: 400,
      [accountId]: 1,
      processed: 0,
      unprocessed: [],
      record: { error }
    }
    return toAnswer(400, JSON.stringify(body))
  }
  const { printed } = await runAll({ ...backend, send: telling }, { level: 'read' })
  const text = JSON.stringify(printed)
  expect(text).toContain('***')
  expect(text).not.toContain(passcode)
  expect(text).not.toContain(accountId)
  expect(text).not.toMatch(/ada@example|10\.20\.30/)
})
