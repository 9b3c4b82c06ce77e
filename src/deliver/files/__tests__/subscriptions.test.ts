/** Segment's subscription objects in a file, through the command `deliver`. */
import {
  afterTarget,
  deleteUser,
  identify,
  runCommand,
  toLines,
  useEmulator,
  useFolder
} from '../../__tests__/__helpers__/command'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()

const identity = { '@path': '$.userId' }
const condition = 'type = "identify"'
const framework = { partnerAction: 'userUpload', subscribe: condition, mapping: { identity } }
const publicApi = { id: '1', actionSlug: 'userUpload', trigger: condition, enabled: true, settings: { identity } }

const file = () => folder.write('subscribed.ndjson', toLines([identify('u-1')]))
const deliverWith = (content: unknown, name = 'subscriptions.json') =>
  deliver([
    file(),
    '--subscriptions',
    folder.write(name, typeof content === 'string' ? content : JSON.stringify(content))
  ])

it.each([
  ["the framework's form", [framework]],
  ["the Public API's form", [publicApi]],
  ['a list as subscriptions', { subscriptions: [publicApi] }],
  ['an answer of the Public API', { data: { subscriptions: [publicApi], pagination: {} } }],
  ['one that is disabled', [{ ...publicApi, enabled: false, actionSlug: 'x' }, framework]]
])('takes %s', async (_name, content) => {
  const { exitCode, stderr } = await deliverWith(content)
  expect([exitCode, afterTarget(stderr)]).toEqual([0, ''])
  expect(Object.keys(profiles())).toEqual(['u-1'])
})

it.each([
  ['no JSON', '{\n  x', ' is not JSON (line 2).'],
  ['no list', {}, ': there is no list of subscriptions in it. "actions-clevertap presets" prints one to start from.'],
  [
    'all disabled',
    [{ ...publicApi, enabled: false }],
    ': every subscription is disabled. Set enabled to true in those that are to be used.'
  ],
  [
    'no mapping',
    [{ ...framework, mapping: 1 }],
    ', subscription 1: mapping must be an object, with one key for each field of userUpload.'
  ],
  [
    'no settings, after one that is disabled',
    [{ enabled: false }, { ...publicApi, settings: [] }],
    ', subscription 2: settings must be an object, with one key for each field of userUpload.'
  ],
  [
    'a condition that cannot be read',
    [publicApi, { ...publicApi, trigger: 'type' }],
    expect.stringMatching(
      /, subscription 2: its condition cannot be read: .*\. Write it as in Segment, such as type = "identify"\.$/
    )
  ],
  [
    'no condition',
    [{ ...publicApi, trigger: null }],
    expect.stringContaining(', subscription 1: trigger must be a condition')
  ],
  [
    'an unknown action',
    [{ ...framework, partnerAction: 'x' }],
    expect.stringMatching(/, subscription 1: partnerAction must be userUpload or /)
  ]
])(
  'that cannot be used end with exit code 2, the file, the entry and the remedy: %s',
  async (_name, content, message) => {
    const { exitCode, stderr } = await deliverWith(content)
    expect(exitCode).toBe(2)
    expect(stderr.slice(0, folder.path('subscriptions.json').length)).toBe(folder.path('subscriptions.json'))
    expect(stderr.slice(folder.path('subscriptions.json').length, -1)).toEqual(message)
  }
)

it('warns of keys that no field has', async () => {
  const settings = { identity, profileDat: {} }
  const { exitCode, stderr } = await deliverWith([publicApi, { ...publicApi, settings }])
  expect(exitCode).toBe(0)
  expect(stderr.split('\n').slice(0, -2)).toEqual([
    expect.stringMatching(
      /^Warning: .*subscriptions\.json, subscription 2: the key "profileDat" is ignored, because no field has it\. The fields are identity, /
    )
  ])
})

it('warns when no event matched, and ends with 1', async () => {
  const { exitCode, stdout, stderr } = await deliverWith([{ ...publicApi, trigger: 'type = "track"' }])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^No event matched a subscription\.\n/)
  expect(afterTarget(stderr)).toBe(
    'Warning: no event matched a subscription, so nothing was sent. --subscriptions names other ones.\n'
  )
})

it('may start from what presets prints, which says the same as the presets', async () => {
  const { exitCode, stdout } = await runCommand(['presets'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)[0]).toMatchObject({ actionSlug: 'userUpload', trigger: 'type = "identify"', enabled: true })
  const events = folder.write('both.ndjson', toLines([identify('u-1'), identify('u-2'), deleteUser('u-1')]))
  const checkpoint = folder.path('presets.checkpoint')
  expect((await deliver([events, '--checkpoint', checkpoint])).exitCode).toBe(0)
  // The checkpoint of a run with the presets takes a run with the file: they are the same subscriptions.
  const again = await deliver([
    events,
    '--checkpoint',
    checkpoint,
    '--subscriptions',
    folder.write('presets.json', stdout)
  ])
  expect([again.exitCode, afterTarget(again.stderr)]).toEqual([0, expect.stringMatching(/^Continuing after line 3/)])
  expect(emulator().counters().requests.upload).toBe(1)
})

it('that differ from those of a checkpoint end with exit code 2', async () => {
  const checkpoint = folder.path('other.checkpoint')
  await deliver([file(), '--checkpoint', checkpoint])
  const subscriptions = folder.write('other.json', JSON.stringify([publicApi]))
  const { exitCode, stderr } = await deliver([file(), '--checkpoint', checkpoint, '--subscriptions', subscriptions])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is the checkpoint of other subscriptions.')])
})
