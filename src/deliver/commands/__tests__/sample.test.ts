/** The command `sample`, which `npm start` runs. */
import { Readable } from 'stream'
import { startEmulator } from '../../../emulator'
import type { Emulator } from '../../../emulator'
import { environmentOf, identify, runCommand, toLines, useFolder } from '../../__tests__/__helpers__/command'

const folder = useFolder()

const columns = (stdout: string) =>
  stdout
    .split('\n')
    .filter((row) => /^\d+ +\S+ +(\S\S)?[*-]/.test(row))
    .map((row) => row.split(/ {2,}/).slice(0, 5))

it('shows what becomes of each bundled event', async () => {
  const { exitCode, stdout } = await runCommand(['sample'])
  expect(exitCode).toBe(0)
  expect(columns(stdout)).toEqual([
    ['1', 'identify', 'ad***', 'User Upload', 'delivered'],
    ['2', 'identify', 'gr***', 'User Upload', 'delivered'],
    ['3', 'track', 'ad***', 'Event Upload', 'delivered'],
    ['4', 'identify', 'as***', 'User Upload', 'delivered'],
    ['5', 'page', 'gr***', '-', 'not subscribed'],
    ['6', 'identify', 'ju***', 'User Upload', 'delivered'],
    ['7', 'track', 'ju***', 'Event Upload', 'delivered'],
    ['8', 'identify', 'un***', 'User Upload', 'invalid'],
    ['9', 'identify', 'ma***', 'User Upload', 'rejected'],
    ['10', 'identify', 'ol***', 'User Upload', 'delivered'],
    ['11', 'group', 'ol***', '-', 'not subscribed'],
    ['12', 'identify', 'lu***', 'User Upload', 'delivered'],
    ['13', 'track', 'gr***', 'Event Upload', 'delivered'],
    ['14', 'track', 'ju***', 'User Delete', 'delivered'],
    ['15', 'delete', 'ol***', 'Deletion request', 'delivered'],
    ['16', 'identify', 'ad***', 'User Upload', 'delivered'],
    ['17', 'screen', 'lu***', '-', 'not subscribed'],
    ['18', 'identify', 'me***', 'User Upload', 'delivered'],
    ['19', 'alias', 'me***', '-', 'not subscribed'],
    ['20', 'identify', 'lu***', 'User Upload', 'delivered'],
    ['21', 'identify', 'no***', 'User Upload', 'delivered'],
    ['22', 'identify', 'ev***', 'User Upload', 'delivered'],
    ['23', 'identify', '-', 'User Upload', 'invalid'],
    ['24', 'identify', 'no***', 'User Upload', 'delivered'],
    ['25', 'track', 'no***', 'Event Upload', 'invalid'],
    ['26', 'identify', 'ra***', 'User Upload', 'delivered'],
    ['27', 'identify', 'to***', 'User Upload', 'delivered'],
    ['28', 'track', 'ra***', 'Event Upload', 'delivered'],
    ['29', 'track', 'to***', 'Event Upload', 'delivered']
  ])
  expect(stdout).toContain(
    '\n4     identify  as***     User Upload       delivered\n' +
      '      Warning: Phone was left out: it must be a phone number with + and the\n' +
      '      country code, such as +14155550100, or a valid number of the country in\n' +
      '      Country of Phone Numbers.\n'
  )
  expect(stdout).toContain(
    '      Warning: Email was left out: it must be an email address, such as\n      ada@example.com.\n'
  )
  expect(stdout).toContain("The root value is missing the required field 'identity'.")
  expect(stdout).toContain('The emulator now holds 9 profiles:')
  expect(stdout).toContain(
    '  ada-1\n      Name: "Ada Lovelace", Email: "ada@example.com", Phone: "+442079460958",\n      Gender: "F", DOB: "$D_660787200"'
  )
  expect(stdout).toContain(
    'first_name: "Noor", last_name: "Haddad",\n      interests: "[\\"chess\\",\\"opera\\"]", plan: "gold"\n'
  )
  expect(stdout).toContain('  eve-10\n      plan: "free"\n')
  // A warehouse row, and a blank name beside a good one.
  expect(stdout).toContain(
    '  rani-11\n      Name: "Rani Mehta", Email: "rani@example.com", Phone: "+919845012345",\n      DOB: "$D_573091200",'
  )
  expect(stdout).toContain('  tomas-12\n      Name: "Tomas Novak",')
  expect(stdout).toContain('\n21 of 25 subscribed events were delivered.\n')
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
  expect(stdout).toContain(
    'and 5 events:\n  ada-1  Product Viewed\n      sku: "G-32", price: 18.99\n  grace-2  Signed Out\n' +
      '  jun-4  Charged\n      Amount: 27.5, Currency: "EUR", Charged ID: "50314b8e",\n'
  )
  // Products with keys and a blank total, and an order in the name that Segment gave it once.
  expect(stdout).toContain(
    '  rani-11  Charged\n      Amount: 30, Currency: "INR", Charged ID: "o-28",\n' +
      '      Items: [{"sku":"C-1","price":12.5},{"sku":"M-2","price":17.5}]\n'
  )
  expect(stdout).toContain('  tomas-12  Charged\n      Amount: 12.5, Currency: "USD", Charged ID: "o-29"\n')
  expect(stdout).toContain('Event Name is "App Launched", a name that CleverTap keeps for itself.')
  expect(stdout).toMatch(/^delivered +21$/m)
  expect(stdout).toMatch(/\nNext:\n {2}try {6}/)
  expect(stdout).not.toMatch(/EMULATED-PASSCODE/)
})

it.each([
  ['drop', 'delivered'],
  ['reject', 'invalid'],
  ['send', 'rejected']
])('shows what becomes of a bad phone number with Invalid Attributes: %s', async (choice, fate) => {
  const { stdout } = await runCommand(['sample', '--invalid-attributes', choice])
  expect(columns(stdout)[3]).toEqual(['4', 'identify', 'as***', 'User Upload', fate])
})

it('takes standard input, and ends with exit code 0 when every subscribed event was delivered', async () => {
  const stdin = Readable.from([toLines([identify('u-1'), { type: 'page', userId: 'u-1' }])])
  const { exitCode, stdout } = await runCommand(['sample', '-'], { stdin })
  expect(exitCode).toBe(0)
  expect(stdout).toContain('The emulator now holds 1 profile:\n  u-1\n      plan: "gold"\n')
})

it('writes no control characters of an event to the terminal', async () => {
  const stdin = Readable.from([toLines([identify('\u001b[2J-person'), { type: '\u001b]0;x' }])])
  expect((await runCommand(['sample', '-'], { stdin })).stdout.split('\n').slice(0, 6).join('')).not.toContain('\u001b')
})

describe('with settings in the environment', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator()
  })
  beforeEach(() => emulator.reset())
  afterAll(() => emulator.close())

  const file = () => folder.write('own.ndjson', toLines([identify('u-1'), identify('null')]))

  it.each([
    ['all of them', () => environmentOf(emulator)],
    ['some of them', () => ({ CLEVERTAP_ACCOUNT_ID: 'A' })]
  ])('never leaves the built-in emulator: %s', async (_name, environment) => {
    const own = await runCommand(['sample', file()], { environment: environment() })
    expect([own.exitCode, own.stdout]).toEqual([1, expect.stringContaining('The emulator now holds 1 profile:')])
    const { exitCode, stdout } = await runCommand(['sample'], { environment: environment() })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Delivering to the built-in emulator: nothing leaves this machine\.\n/)
    expect(emulator.counters().requests).toMatchObject({ profile: 0, upload: 0, delete: 0 })
  })
})
