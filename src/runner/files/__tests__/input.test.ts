/** What is read from the events' file or from standard input, through the command `deliver`. */
import { Readable } from 'stream'
import { gzipSync } from 'zlib'
import { deleteUser, identify, toLines, useEmulator, useFolder } from '../../__tests__/__helpers__/world'

const folder = useFolder()
const { deliver, profiles } = useEmulator()

describe('input', () => {
  const events = [identify('u-1'), identify('u-2'), deleteUser('u-1')]

  it('is read from a file', async () => {
    const file = folder.write('events.ndjson', toLines(events))
    const { exitCode, stdout } = await deliver([file])
    expect(stdout).toMatch(/^delivered +3$/m)
    expect(exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it('is unpacked when it is gzip, whatever its name', async () => {
    const file = folder.write('packed.ndjson', gzipSync(toLines(events)))
    expect((await deliver([file])).exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text)]
  ])('is read from standard input: %s, in pieces of one byte', async (_name, pack) => {
    const bytes = Array.from(pack(toLines(events)), (byte) => Buffer.from([byte]))
    expect((await deliver(['-'], { stdin: Readable.from(bytes) })).exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it('may lack the last line break, and have blank lines, carriage returns and a byte order mark', async () => {
    const file = folder.write('odd.ndjson', `\ufeff${JSON.stringify(events[0])}\r\n\r\n\n${JSON.stringify(events[1])}`)
    expect((await deliver([file])).stdout).toMatch(/^read +2$/m)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' }, 'u-2': { plan: 'gold' } })
  })

  it('goes on after lines that are no events, and tells their numbers', async () => {
    const lines = ['{"type":', 'null', '[]', '"text"', JSON.stringify(identify('u-1')), 'not json']
    const file = folder.write('malformed.ndjson', lines.join('\n'))
    const { exitCode, stdout } = await deliver([file, '--undelivered', folder.path('malformed.out')])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^read +6$/m)
    expect(stdout).toMatch(/^malformed +5$/m)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' } })
    expect(folder.read('malformed.out').split('\n')).toEqual([
      '{"line":1,"fate":"malformed","reason":"The line is not JSON.","text":"{\\"type\\":"}',
      '{"line":2,"fate":"malformed","reason":"The line is not a JSON object.","text":"null"}',
      '{"line":3,"fate":"malformed","reason":"The line is not a JSON object.","text":"[]"}',
      '{"line":4,"fate":"malformed","reason":"The line is not a JSON object.","text":"\\"text\\""}',
      '{"line":6,"fate":"malformed","reason":"The line is not JSON.","text":"not json"}',
      ''
    ])
  })

  it.each([
    ['a file that is not there', () => folder.path('missing.ndjson'), 'there is no such file'],
    ['a folder', () => folder.path('.'), 'it is a folder'],
    [
      'gzip that ends too early',
      () => folder.write('cut.gz', gzipSync(toLines(events)).subarray(0, -9)),
      'the compressed file ends too early'
    ],
    [
      'gzip that is damaged',
      () => folder.write('bad.gz', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])),
      'the compressed file is damaged'
    ]
  ])('that cannot be read ends with exit code 2: %s', async (_name, file, explanation) => {
    const path = file()
    const { exitCode, stdout, stderr } = await deliver([path])
    expect([exitCode, stdout, stderr]).toEqual([2, '', `Cannot read ${path}: ${explanation}.\n`])
  })
})
