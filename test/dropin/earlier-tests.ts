/**
 * The tests that the earlier destination has in the monorepo, described: what each asks for, and whether this destination
 * gives it. The pull request lists them; a test holds the list to the truth.
 */

export type EarlierTest = {
  file: string
  name: string
  /** `answered`: as it stands no, but once its CleverTap answers as CleverTap does. */
  passes: 'yes' | 'answered' | 'no'
  reason: string
  asks:
    | { kind: 'credentials' }
    | { kind: 'defaults'; actionSlug: string }
    | { kind: 'snapshot'; actionSlug: string; seed: string; isRequiredOnly: boolean; body: object }
}

const empty = 'Its CleverTap answers 200 with an empty body. That is no evidence that anything was taken.'
const newObject = 'The body has `"profileData": {}` where it had none: this is always an object.'

/** A test of `defaults` sends one event with the default mapping and looks at the status. */
const defaults = (actionSlug: string): EarlierTest => ({
  file: `${actionSlug}/__tests__/index.test.ts`,
  name: 'should validate action fields',
  passes: 'yes',
  reason: 'A body of `{}` is an answer of CleverTap that reports no failure.',
  asks: { kind: 'defaults', actionSlug }
})

/** The texts of a snapshot are drawn from its seed: of all fields, each has the same, and Invalid Attributes is `send`. */
function snapshots(file: string, toName: (fields: string) => string, seed: string, text: string): EarlierTest[] {
  const actionSlug = seed.split('#')[1]
  const toBody = (others: object) =>
    actionSlug === 'userDelete'
      ? { identity: text }
      : { d: [{ type: 'profile', source: 'Segment', identity: text, ...others }] }
  const everything = { ts: text, profileData: { testType: text } }
  const isSame = actionSlug === 'userDelete'
  return [
    {
      file,
      name: toName('required fields'),
      passes: isSame ? 'answered' : 'no',
      reason: isSame ? empty : `${empty} ${newObject}`,
      asks: { kind: 'snapshot', actionSlug, seed, isRequiredOnly: true, body: toBody({}) }
    },
    {
      file,
      name: toName('all fields'),
      passes: 'answered',
      reason: empty,
      asks: { kind: 'snapshot', actionSlug, seed, isRequiredOnly: false, body: toBody(everything) }
    }
  ]
}

const ofDestination = '__tests__/snapshot.test.ts'

export const earlierTests: EarlierTest[] = [
  {
    file: '__tests__/index.test.ts',
    name: 'should validate authentication inputs',
    passes: 'answered',
    reason: 'It answers a call that nobody made: there was no test of the credentials. This one reads a profile.',
    asks: { kind: 'credentials' }
  },
  ...snapshots(ofDestination, (fields) => `userUpload action - ${fields}`, 'clevertap#userUpload', 'fv8YT)gSPkb9T7'),
  ...snapshots(ofDestination, (fields) => `userDelete action - ${fields}`, 'clevertap#userDelete', '7opY#]sZU'),
  defaults('userUpload'),
  ...snapshots('userUpload/__tests__/snapshot.test.ts', (fields) => fields, 'Clevertap#userUpload', 'h%1uFs@uMTu'),
  defaults('userDelete'),
  ...snapshots('userDelete/__tests__/snapshot.test.ts', (fields) => fields, 'Clevertap#userDelete', 'MoJ@4IFeV')
]
