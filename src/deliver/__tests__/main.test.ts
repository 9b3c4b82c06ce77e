/** What ends a command, as an exit code. */
import { PassThrough, Readable, Writable } from 'stream'
import { main } from '../main'
import { runCommand } from './__helpers__/command'

it.each([[['presets']], [['--help']], [['deliver', '--dry-run', '-']]])(
  'reports that standard output cannot be written: %j',
  async (args) => {
    const noSpace = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(noSpace) })
    const stderr = new PassThrough().setEncoding('utf8')
    const stdin = Readable.from(['broken\n'])
    const exitCode = await main(args, { environment: {}, stdin, stdout, stderr, signal: new AbortController().signal })
    expect(exitCode).toBe(2)
    expect(stderr.read()).toMatch(/(^|\n)Cannot write standard output: the disk is full\.\n$/)
  }
)

it('keeps a mistake in the arguments within the width of a terminal', async () => {
  const { exitCode, stderr } = await runCommand(['deliver', '--region', 'xx'], { isTerminal: true })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(
    /^error: option '--region <code>' argument 'xx' is invalid\. Allowed choices are\n([a-z]+\d, )+/
  )
  expect(Math.max(...stderr.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
})
