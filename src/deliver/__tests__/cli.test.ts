/** The program as a process: signals, streams and exit codes. */
import { startProgram } from './__helpers__/program'
import { environmentOf, identify, toLines, until, useEmulator, useFolder } from './__helpers__/command'

jest.setTimeout(30_000)

const folder = useFolder()
const { emulator } = useEmulator()

const firstUpload = () => until(() => emulator().counters().requests.upload > 0)

it('ends in good order at the first Ctrl-C, with what is under way', async () => {
  const { child, ended } = startProgram(['deliver', '-', '--report', folder.path('report')], environmentOf(emulator()))
  child.stdin.write(toLines([identify('u-1')]))
  await firstUpload()
  child.kill('SIGINT')
  const { exitCode, stderr } = await ended
  expect(exitCode).toBe(3)
  expect(stderr).toContain('Stopped as asked. Everything up to line 1 is settled.')
  expect(folder.json('report')).toMatchObject({ read: 1, delivered: 1 })
})

it('sums up a dry run that is stopped', async () => {
  const { child, ended, printed } = startProgram(['deliver', '-', '--dry-run'])
  child.stdin.write(toLines([identify('u-1')]))
  await printed(/POST/)
  child.kill('SIGINT')
  const { exitCode, stderr } = await ended
  expect(exitCode).toBe(3)
  expect(stderr).toContain('\nThe run ended early. The one subscribed event would be delivered until then.\n')
})

it('ends at once at the second', async () => {
  emulator().setFaults({ next: [{ kind: 'status', status: 404 }, { kind: 'silence' }] })
  const { child, ended } = startProgram(['deliver', '-'], environmentOf(emulator()))
  child.stdin.write(toLines([identify('u-1')]))
  await firstUpload()
  const repeat = setInterval(() => child.kill('SIGINT'), 50)
  const { exitCode } = await ended
  clearInterval(repeat)
  expect(exitCode).toBe(130)
})

it('ends quietly when the reader of its output goes away, as head does', async () => {
  const file = folder.write(
    'many.ndjson',
    toLines(Array.from({ length: 20_000 }, (_, index) => identify(`u-${index}`)))
  )
  const { child, ended } = startProgram(['sample', file])
  child.stdout.destroy()
  const { exitCode, stderr } = await ended
  expect([exitCode, stderr]).toEqual([3, ''])
})

it('runs the emulator alone until Ctrl-C, with the faults that were asked for', async () => {
  const { child, ended, printed } = startProgram(['emulate', '--port', '0', '--error', '503=1', '--seed', '7'])
  const { stdout } = await printed(/Ctrl-C/)
  const settings = Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('='))
  )
  const reply = await fetch(`${settings.CLEVERTAP_ENDPOINT}/1/profile.json?identity=u-1`, {
    headers: {
      'X-CleverTap-Account-Id': settings.CLEVERTAP_ACCOUNT_ID,
      'X-CleverTap-Passcode': settings.CLEVERTAP_PASSCODE
    }
  })
  expect(reply.status).toBe(503)
  child.kill('SIGINT')
  const { exitCode, stderr } = await ended
  expect(exitCode).toBe(0)
  expect(JSON.parse(stderr.trim().split('\n')[1])).toMatchObject({ requests: { profile: 1 }, faults: { status: 1 } })
})

it('ends in good order when its terminal is closed', async () => {
  const { child, ended } = startProgram(['deliver', '-', '--report', folder.path('hangup')], environmentOf(emulator()))
  child.stdin.write(toLines([identify('u-1')]))
  await firstUpload()
  child.kill('SIGHUP')
  const { exitCode } = await ended
  expect([exitCode, folder.json('hangup')]).toMatchObject([3, { read: 1, delivered: 1, stopped: 'interrupted' }])
})
