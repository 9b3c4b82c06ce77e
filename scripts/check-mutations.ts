/**
 * `npm run check:mutations`: proves that the checks fail when they should. Makes one mistake at a time in a temporary copy
 * of the project and expects the check that is there for it to fail and to name the culprit.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { report, run, shareOut, workers } from './processes'

const root = join(__dirname, '..')
const destination = 'src/destinations/clevertap'

type Mutation = {
  name: string
  file: string
  /** Text of the file, which must be there, and what it becomes. */
  from: string
  to: string
  /** The check, a Jest test, and what its output must say. */
  check: string
  says: string
}

const staleness: Mutation[] = [
  {
    name: 'a stale type file',
    file: `${destination}/userUpload/generated-types.ts`,
    from: 'identity: string',
    to: 'identity?: string',
    check: 'test/generated.test.ts',
    says: 'npm run generate'
  },
  {
    name: 'stale metadata',
    file: `${destination}/authentication.ts`,
    from: 'Choose one that does not expire.',
    to: 'Choose any.',
    check: 'test/generated.test.ts',
    says: 'npm run generate'
  },
  {
    name: 'a stale documentation',
    file: 'docs/actions-clevertap.md',
    from: '| Event Type is Identify |',
    to: '| Identify |',
    check: 'test/generated.test.ts',
    says: 'npm run generate'
  },
  {
    name: 'a foreign import',
    file: `${destination}/delivery/batch.ts`,
    from: 'import type { Built }',
    to: "import 'fs'\nimport type { Built }",
    check: 'test/import-boundary.test.ts',
    says: `${destination}/delivery/batch.ts:2: import 'fs'`
  },
  {
    name: 'a preset that maps an unknown field',
    file: `${destination}/index.ts`,
    from: 'mapping: defaultValues(userUpload.fields)',
    to: "mapping: { ...defaultValues(userUpload.fields), email: { '@path': '$.email' } }",
    check: 'test/dropin/validate.test.ts',
    says: 'Event Type is Identify maps only fields that its action has'
  },
  {
    name: 'a trigger that is no condition',
    file: `${destination}/index.ts`,
    from: `subscribe: 'type = "identify"'`,
    to: `subscribe: 'type = '`,
    check: 'test/dropin/validate.test.ts',
    says: 'Event Type is Identify has the trigger of its action'
  },
  {
    name: 'a password turned string',
    file: `${destination}/authentication.ts`,
    from: "type: 'password'",
    to: "type: 'string'",
    check: 'test/dropin/validate.test.ts',
    says: 'clevertapPasscode is a password'
  },
  {
    name: 'a removed region',
    file: `${destination}/endpoints.ts`,
    from: "  { label: 'Indonesia (dashboard at aps3.dashboard.clevertap.com)', value: 'https://aps3.api.clevertap.com' },\n",
    to: '',
    check: 'test/dropin/compatibility.test.ts',
    says: 'keeps every region'
  },
  {
    name: 'a field that the list of saved configurations lacks',
    file: `${destination}/userDelete/fields.ts`,
    from: '  identity: {',
    to: "  note: { label: 'Note', description: 'A note.', type: 'string' },\n  identity: {",
    check: 'test/dropin/compatibility.test.ts',
    says: 'keeps every field of userDelete'
  },
  {
    name: 'a renamed field',
    file: `${destination}/userUpload/fields.ts`,
    from: '  profileData: {',
    to: '  attributes: {',
    check: 'test/dropin/compatibility.test.ts',
    says: 'keeps every field of userUpload'
  },
  {
    name: 'a field that became required',
    file: `${destination}/userUpload/fields.ts`,
    from: "    label: 'Created At',",
    to: "    label: 'Created At',\n    required: true,",
    check: 'test/dropin/compatibility.test.ts',
    says: 'requires of userUpload no more than it did'
  }
]

/** Faults that were found by real and by hostile events: each must stay found. */
const faults: Mutation[] = [
  {
    name: 'a run that waits for ever when its checkpoint cannot be written',
    file: 'src/deliver/run/run.ts',
    from: 'try {\n          onProgress()\n        } finally {',
    to: '{\n          onProgress()',
    check: 'src/deliver/run/__tests__/run.test.ts',
    says: 'ends when progress cannot be kept, also while other requests are under way'
  },
  {
    name: 'an undelivered file of an earlier run emptied',
    file: 'src/deliver/files/undelivered.ts',
    from: 'stats.size > 0 && !isContinued',
    to: 'stats.size < 0 && !isContinued',
    check: 'src/deliver/files/__tests__/undelivered.test.ts',
    says: 'that holds events of an earlier run is refused'
  },
  {
    name: 'a sample sent to the account of the environment',
    file: 'src/deliver/commands/sample.ts',
    from: 'createSend(withEndpoint(emulator.url), settings)',
    to:
      'createSend(withEndpoint(environment.CLEVERTAP_ENDPOINT ?? emulator.url), ' +
      '{ ...settings, clevertapEndpoint: environment.CLEVERTAP_ENDPOINT ?? emulator.url })',
    check: 'src/deliver/commands/__tests__/sample.test.ts',
    says: 'never leaves the built-in emulator'
  },
  {
    name: 'a checkpoint that forgets what is settled after the first gap',
    file: 'src/deliver/settled.ts',
    from: 'return { settledThrough: through, settled }',
    to: 'return { settledThrough: through, settled: settled.slice(0, 0) }',
    check: 'src/deliver/run/__tests__/line-tracker.test.ts',
    says: 'is known line by line: all but the first'
  },
  {
    name: 'a pattern that grows with the square of an avatar',
    file: `${destination}/userUpload/standard-values.ts`,
    from: String.raw`[^\s/?#]/i.test(text) && !/\s/.test(text)`,
    to: String.raw`[^\s/?#]+\S*$/i.test(text)`,
    check: 'test/destination/people-growth.test.ts',
    says: 'in Photo meets only patterns that repeat nothing without a bound'
  },
  {
    name: 'first_name that gives no Name',
    file: `${destination}/values/candidates.ts`,
    from: String.raw`.replace(/[_\- ]/g`,
    to: String.raw`.replace(/[\- ]/g`,
    check: 'test/destination/people.test.ts',
    says: 'one half in each spelling, the other null'
  },
  {
    name: 'half a name sent as Name',
    file: `${destination}/userUpload/full-name.ts`,
    from: "texts.every((text) => typeof text === 'string') ? texts.join(' ')",
    to: "texts.some((text) => text !== undefined) ? texts.join(' ').trim()",
    check: 'test/destination/people.test.ts',
    says: 'a first name alone'
  },
  {
    name: 'a national phone number lost although its country is known',
    file: `${destination}/userUpload/record.ts`,
    from: 'phoneCountry: toCountry(payload.phoneCountry, warnings)',
    to: 'phoneCountry: undefined',
    check: 'test/destination/phone.test.ts',
    says: 'Country of Phone Numbers › "IN" is taken'
  },
  {
    name: '(0) taken for a part of the number',
    file: `${destination}/userUpload/phone.ts`,
    from: String.raw`isInternational ? plain.replace(/\(\s?0\s?\)/, '') : plain`,
    to: 'plain',
    check: 'test/destination/phone.test.ts',
    says: '+65 (0)8123 4567'
  },
  {
    name: 'a fraction sent as digits of a number',
    file: `${destination}/userUpload/phone.ts`,
    from: "given.replace(fraction, '$1')",
    to: "given.replace('.', '')",
    check: 'test/destination/phone.test.ts',
    says: '+14155550100.0'
  },
  {
    name: 'a possible number with digits that nobody wrote',
    file: `${destination}/userUpload/phone.ts`,
    from: 'return e164 === `+${text',
    to: 'return e164 !== `${text',
    check: 'test/destination/phone.test.ts',
    says: 'ext. 7'
  },
  {
    name: 'a second value lost without a word',
    file: `${destination}/userUpload/attributes.ts`,
    from: "if (others.some(({ kind }) => kind === 'named')) {",
    to: 'if (others.length < 0) {',
    check: 'test/destination/nothing-vanishes.test.ts',
    says: 'of every value, one can say where it went'
  },
  {
    name: 'a blank trait that hides a good one',
    file: `${destination}/userUpload/claims.ts`,
    from: '!isBlank(candidate.value) && hasValue',
    to: 'hasValue',
    check: 'test/destination/people.test.ts',
    says: 'blank values, which hide no good ones'
  },
  {
    name: 'any object of $ keys taken for an operator',
    file: `${destination}/values/operators.ts`,
    from: 'return keys.length === 1 && (operands.get(keys[0])?.(value[keys[0]]) ?? false)',
    to: "return keys.every((key) => key.startsWith('$'))",
    check: 'test/destination/people.test.ts',
    says: 'the id of a document of MongoDB'
  },
  {
    name: 'the time of a database that dates nothing',
    file: `${destination}/values/timestamp.ts`,
    from: '(?:[T ]((?:',
    to: '(?:T((?:',
    check: `${destination}/userUpload/__tests__/record.test.ts`,
    says: '"2006-01-02 18:04:07" is sent in epoch seconds'
  },
  {
    name: 'a birth before all who live',
    file: `${destination}/userUpload/standard-values.ts`,
    from: 'epochSeconds >= earliestBirth && ',
    to: '',
    check: 'test/destination/standard-values.test.ts',
    says: 'refuses "0001-01-01"'
  },
  {
    name: 'one profile for all guests',
    file: `${destination}/values/identity.ts`,
    from: 'true false guest anonymous',
    to: 'true false anonymous',
    check: 'test/destination/identity.test.ts',
    says: '"guest" refuses its event, and nothing is sent'
  },
  {
    name: 'a name that is repeated before each of many values',
    file: `${destination}/values/nesting.ts`,
    from: 'return isShort ? name : undefined',
    to: 'return name',
    check: 'test/destination/people-growth.test.ts',
    says: 'short names under one that takes more bytes as JSON'
  },
  {
    name: 'a number that JSON cannot hold, sent as null',
    file: `${destination}/values/limits.ts`,
    from: 'if (!hasEndless(value)) {',
    to: 'if (hasEndless(value) || true) {',
    check: 'test/destination/nothing-vanishes.test.ts',
    says: 'of every value, one can say where it went'
  },
  {
    name: 'a lone refusal that is repeated for ever',
    file: `${destination}/delivery/refusals.ts`,
    from: 'if (refusal && records.length === 1) {',
    to: 'if (refusal && records.length === 0) {',
    check: 'test/destination/refusals.test.ts',
    says: 'is about that record with no position'
  },
  {
    name: 'an empty 200 counted as delivered',
    file: `${destination}/delivery/classify.ts`,
    from: '  if (!body) {\n',
    to: '  if (isBlank(content)) {\n    return records.map(() => delivered)\n  }\n  if (!body) {\n',
    check: 'test/destination/classify.test.ts',
    says: 'an empty body'
  },
  {
    name: 'an answer that says nothing counted as delivered',
    file: `${destination}/delivery/answer.ts`,
    from: '? !isBlank(processed)',
    to: '? true',
    check: 'test/destination/classify.test.ts',
    says: 'neither a status nor a count'
  },
  {
    name: 'an event repeated although success stands above the code',
    file: `${destination}/delivery/answer.ts`,
    from: "!refusal || status === 'success' || status === 'partial' || !counts(body, 0)",
    to: '!refusal',
    check: 'test/destination/event-fates.test.ts',
    says: 'success beside a code of failure'
  },
  {
    name: 'a refused deletion counted as done for its words',
    file: `${destination}/delivery/classify.ts`,
    from: '  const { code, words } = refusal\n',
    to: '  const { code, words } = refusal\n  if (/not found|no identity/i.test(words)) {\n    return delivered\n  }\n',
    check: `${destination}/userDelete/__tests__/index.test.ts`,
    says: 'where CleverTap says "No identity given"'
  },
  {
    name: 'a request of any size',
    file: `${destination}/delivery/requests.ts`,
    from: 'index - start === maxRecords || (bytes ?? 0) > most',
    to: 'index - start === maxRecords',
    check: `${destination}/delivery/__tests__/requests.test.ts`,
    says: 'fills a request up to a byte above the limit'
  },
  {
    name: 'two records of a person in one request',
    file: `${destination}/delivery/batch.ts`,
    from: 'return combine ? toRounds(items, combine) : [items]',
    to: 'return [items]',
    check: 'test/destination/merging.test.ts',
    says: 'never has two records of a person in one request'
  },
  {
    name: 'events that fail for another of their person',
    file: `${destination}/delivery/rounds.ts`,
    from: 'isOwnRefusal(settled[index]) ? parts : []',
    to: 'isOwnRefusal(settled[index]) ? [] : []',
    check: 'test/destination/merging.test.ts',
    says: 'fails for the first alone'
  },
  {
    name: 'an event repeated that CleverTap may have taken',
    file: `${destination}/eventUpload/index.ts`,
    from: 'unaccounted: unaccountedEvent',
    to: "unaccounted: { ...unaccountedEvent, fate: 'transient' }",
    check: 'test/destination/event-fates.test.ts',
    says: 'is not repeated'
  },
  {
    name: 'a blank total that hides the revenue of an order',
    file: `${destination}/eventUpload/charged.ts`,
    from: "recognizedBy: ['total', 'revenue', 'value']",
    to: "recognizedBy: ['total']",
    check: 'test/destination/orders.test.ts',
    says: 'that is blank text hides no good one'
  },
  {
    name: 'a bad value that hides a good one',
    file: `${destination}/values/candidates.ts`,
    from: 'choice.sent = convert(candidate.value)',
    to: "choice.sent = convert(candidate.value) ?? ''",
    check: 'test/destination/orders.test.ts',
    says: 'that is text hides no good one'
  },
  {
    name: 'products with keys that become one item',
    file: `${destination}/eventUpload/items.ts`,
    from: 'isObject(value) && !parts.every(isObject) ? [value]',
    to: 'isObject(value) ? [value]',
    check: 'test/destination/orders.test.ts',
    says: 'a list with keys, as PHP writes it'
  },
  {
    name: 'an order in the name that Segment gave it once',
    file: `${destination}/eventUpload/event-name.ts`,
    from: "['ordercompleted', 'completedorder']",
    to: "['ordercompleted']",
    check: 'test/destination/orders.test.ts',
    says: '"completed_order" is Charged'
  },
  {
    name: 'two properties that differ in spaces alone',
    file: `${destination}/values/json.ts`,
    from: ': String(single).trim()',
    to: ': String(single)',
    check: 'test/destination/orders.test.ts',
    says: 'has a key of its own, and says the same'
  },
  {
    name: 'as many warnings as an item has odd names',
    file: `${destination}/values/warning.ts`,
    from: 'if (this.kept.length < maxWarnings) {',
    to: 'if (this.kept.length <= maxWarnings) {',
    check: 'test/destination/event-bad-input.test.ts',
    says: 'sends an item of 125,000 odd names, and says 20 things of it'
  },
  {
    name: 'an order without its items',
    file: `${destination}/eventUpload/items.ts`,
    from: 'return products.slice(0, maxItems)',
    to: 'return products.slice(0, 0)',
    check: `${destination}/eventUpload/__tests__/index.test.ts`,
    says: 'Order Completed, as the specification has it'
  },
  {
    name: 'a userId that is an object',
    file: 'src/segment/event.ts',
    from: '...(!isTextOrAbsent(userId) && { userId: toText(userId) }),',
    to: '',
    check: 'src/segment/__tests__/event.test.ts',
    says: 'has text or nothing for its userId and messageId: an object'
  },
  {
    name: 'two whole numbers that become one person',
    file: 'src/segment/event.ts',
    from: 'mayBeRounded.test(text) ?',
    to: "text === '' ?",
    check: 'src/segment/__tests__/event.test.ts',
    says: 'keeps every digit of whole numbers: one beyond 2^53'
  },
  {
    name: 'two runs with one file',
    file: 'src/deliver/files/lock.ts',
    from: 'if (isRunning(owner)) {',
    to: 'if (isRunning(owner) && owner.pid < 0) {',
    check: 'src/deliver/files/__tests__/lock.test.ts',
    says: 'two runs do not share a file'
  }
]

const openDoors: Mutation[] = [
  {
    name: 'a page for any Host',
    file: 'src/try/server/access-guard.ts',
    from: '!isOwnHost(headers.host, port)',
    to: 'port < 0',
    check: 'src/try/server/__tests__/access-guard.test.ts',
    says: 'another name for this machine'
  },
  {
    name: 'a page for any origin',
    file: 'src/try/server/access-guard.ts',
    from: '!isOwnOrigin(headers.origin, port) || ',
    to: '',
    check: 'src/try/server/__tests__/access-guard.test.ts',
    says: 'another site'
  },
  {
    name: 'a page without a token',
    file: 'src/try/server/access-guard.ts',
    from: 'rule.isPrivate && ',
    to: 'rule.isPrivate && port < 0 && ',
    check: 'src/try/server/__tests__/access-guard.test.ts',
    says: 'no token'
  },
  {
    name: 'a passcode in an answer of the page',
    file: 'src/try/server/server.ts',
    from: "body.split(engine.secret).join('•••')",
    to: 'body',
    check: 'src/try/server/__tests__/server.test.ts',
    says: 'the passcode is masked in whatever the engine says'
  },
  {
    name: 'a passcode in a header that the page shows',
    file: 'src/try/engine/exchange.ts',
    from: "/passcode/i.test(name) ? '•••' : value",
    to: 'value',
    check: 'src/try/engine/__tests__/explain.test.ts',
    says: 'is explained from trigger to profile'
  },
  {
    name: 'one nonce for every page',
    file: 'src/try/server/server.ts',
    from: "randomBytes(18).toString('base64')",
    to: "randomBytes(18).fill(1).toString('base64')",
    check: 'src/try/server/__tests__/server.test.ts',
    says: 'a nonce of its own each time'
  },
  {
    name: 'a page that may ask any server',
    file: 'src/try/server/server.ts',
    from: `"connect-src 'self'"`,
    to: `'connect-src *'`,
    check: 'src/try/server/__tests__/server.test.ts',
    says: 'may do nothing but be itself'
  },
  {
    name: 'runs at the same time',
    file: 'src/try/server/queue.ts',
    from: 'this.last = turn.catch(() => undefined)',
    to: 'void turn.catch(() => undefined)',
    check: 'src/try/server/__tests__/queue.test.ts',
    says: 'runs one after the other'
  },
  {
    name: 'a run for a client that has disconnected',
    file: 'src/try/server/queue.ts',
    from: '!isWanted()',
    to: '!isWanted',
    check: 'src/try/server/__tests__/server.test.ts',
    says: 'nothing runs for a client that has disconnected'
  }
]

const mutations = [...staleness, ...faults, ...openDoors]

const folder = mkdtempSync(join(tmpdir(), 'check-mutations-'))
const copies = workers.map((name) => join(folder, name))

function copyProject(copy: string): void {
  for (const entry of readdirSync(root).filter((name) => !/^(\.git|node_modules|dist|coverage|bench)$/.test(name))) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

const jest = (copy: string, ...tests: string[]) =>
  run(process.execPath, ['node_modules/jest/bin/jest.js', ...tests], copy)

async function check({ name, file, from, to, check, says }: Mutation, copy: string): Promise<void> {
  const path = join(copy, file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    original.replace(from, () => to)
  )
  const { passed, output, seconds } = await jest(copy, check)
  writeFileSync(path, original)
  const isThere = original.includes(from)
  const complaint = output.replace(/^\s*✓.*$/gm, '')
  report(`${name} is caught by ${check}`, {
    passed: isThere && !passed && complaint.includes(says),
    output: isThere ? output : `${file} does not contain: ${from}`,
    seconds
  })
}

async function checkAll(): Promise<void> {
  copies.forEach(copyProject)
  const checks = Array.from(new Set(mutations.map(({ check }) => check)))
  report('without a mutation, the checks pass', await jest(copies[0], ...checks))
  await shareOut(mutations, copies, check)
}

void checkAll().finally(() => rmSync(folder, { recursive: true, force: true }))
