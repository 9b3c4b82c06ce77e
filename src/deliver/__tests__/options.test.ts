/** The text of options to values. */
import { runCommand } from './__helpers__/command'
import { durationMs, wholeNumber } from '../options'

it.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['45', 45_000],
  ['0', 0]
])('reads the duration %s', (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds)
})

it.each([
  ['a duration without a number', () => durationMs('m')],
  ['a negative duration', () => durationMs('-1s')],
  ['a number out of bounds', () => wholeNumber(1, 15)('16')],
  ['a fraction', () => wholeNumber(1, 15)('1.5')]
])('refuses %s', (_name, parse) => {
  expect(parse).toThrow(/^It must be/)
})

it.each([
  ['a rate above 1', '--silence', '1.1'],
  ['a rate that is no number', '--cut-after', 'x'],
  ['an error without a rate', '--error', '503'],
  ['an error of no status', '--error', '99=0.1'],
  ['a throttle of one number', '--throttle', '15'],
  ['a limit that is no number', '--max-body-bytes', 'x']
])('refuses %s of the emulator', async (_name, option, text) => {
  const { exitCode, stderr } = await runCommand(['emulate', option, text])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(option)
  expect(stderr).toContain('It must be')
})

it('gives the emulator every fault that is asked for', async () => {
  const interruption = new AbortController()
  const faults = ['--error', '503=0.05', '--error', '429=.1', '--stall', '0.1', '--time-window', '60,60']
  const running = runCommand(['emulate', ...faults], { interruption })
  interruption.abort()
  const { exitCode, stderr } = await running
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('The emulator listens at')])
})
