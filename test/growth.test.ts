/** Work in proportion: one long text costs about as much as its parts, and reading a reply touches each record once. */
import { classifyReply } from '../src/destinations/clevertap/delivery/classify'
import { convertTimestamps } from '../src/destinations/clevertap/values/timestamp'
import { upload } from '../src/destinations/clevertap/userUpload'
import { standardAttributes } from '../src/destinations/clevertap/userUpload/standard-attributes'

const readReply = (content: string, records: { identity: string }[]) =>
  classifyReply({ kind: 'answer', status: 200, content }, records, upload.rules)

test.each([1, 500, 999])('a reply that refuses %d of 1,000 records searches each at most twice', (refused) => {
  let searches = 0
  const records = Array.from({ length: 1000 }, (_, index) => ({
    identity: `u-${index}`,
    get profileData() {
      searches++
      return { Email: 'ada@example.com', plan: 'gold' }
    }
  }))
  const unprocessed = records.slice(0, refused).map(({ identity }, index) => ({
    code: 516,
    error: `Phone number is invalid. Skipped record number : ${index + 1}`,
    record: { identity }
  }))

  const settled = readReply(JSON.stringify({ processed: 1000 - refused, unprocessed }), records)

  expect(settled.filter(({ fate }) => fate === 'rejected')).toHaveLength(refused)
  // For words of CleverTap that repeat a value, and for operators that must not count twice.
  expect(searches).toBeLessThanOrEqual(2000)
})

const parts = 16
const partLength = 1000
/** Work that grew with the square would cost 16 times as much. */
const mostTimes = 6

/** The least of several runs, since anything else on the machine only adds to it. */
function leastNanoseconds(work: () => void): number {
  const runs = Array.from({ length: 9 }, () => {
    const start = process.hrtime.bigint()
    work()
    return Number(process.hrtime.bigint() - start)
  })
  return Math.min(...runs)
}

function growth(work: (length: number) => void): number {
  const inParts = leastNanoseconds(() => Array.from({ length: parts }, () => work(partLength)))
  return leastNanoseconds(() => work(parts * partLength)) / inParts
}

describe('work grows with the length of', () => {
  const texts: [string, (length: number) => string][] = [
    ['spaces', (length) => ' '.repeat(length)],
    ['spaces and a letter', (length) => `${' '.repeat(length)}x`],
    ['full stops', (length) => '.'.repeat(length)],
    ['full stops and spaces', (length) => '. '.repeat(length / 2)],
    ['notes without a number', (length) => 'Skipped record number : '.repeat(length / 24)],
    ['a note that goes on in spaces', (length) => `Skipped record number${' '.repeat(length)}`],
    ['notes that go on in spaces', (length) => `Skipped record number${' '.repeat(50)}`.repeat(length / 71)],
    ['positions', (length) => 'Skipped record number : 1'.repeat(length / 25)],
    ['a position', (length) => `Skipped record number : ${'1'.repeat(length)}`],
    ['digits', (length) => '1'.repeat(length)],
    ['digits and a letter', (length) => `${'1'.repeat(length)}x`],
    ['letters', (length) => 'a'.repeat(length)],
    ['letters with joints', (length) => 'a-'.repeat(length / 2)],
    ['joints', (length) => '-'.repeat(length)],
    ['backslashes', (length) => '\\'.repeat(length)],
    ['percents', (length) => '%'.repeat(length)],
    ['escaped percents', (length) => `%${'25'.repeat(length / 2)}`],
    ['percents that are no text', (length) => '%ff'.repeat(length / 3)],
    ['ampersands', (length) => '&'.repeat(length)],
    ['entities', (length) => '&amp;'.repeat(length / 5)],
    ['an entity that never ends', (length) => `&${'a'.repeat(length)}`],
    ['braces', (length) => '{'.repeat(length)],
    ['negations', (length) => 'not '.repeat(length / 4)]
  ]

  const nothingSent = [{ identity: 'x' }]

  test.each(texts)("%s in CleverTap's words", (_name, toText) => {
    expect(
      growth((length) => {
        const text = toText(length)
        const items = [{ code: 515, error: text, record: text }, { [`{${text}`]: text }, { record: { identity: text } }]
        readReply(JSON.stringify({ unprocessed: items }), nothingSent)
        readReply(JSON.stringify({ status: text, code: text, processed: text, error: text }), nothingSent)
      })
    ).toBeLessThan(mostTimes)
  })

  test.each(texts)('%s in a value', (_name, toText) => {
    const refusal = JSON.stringify({ status: 'fail', error: 'The moon is full.' })
    expect(growth((length) => readReply(refusal, [{ identity: toText(length) }]))).toBeLessThan(mostTimes)
  })

  const traits: [string, (length: number) => string][] = [
    ...texts,
    ['a web address', (length) => `https://${'a'.repeat(length)}`],
    ['a web address with a space at its end', (length) => `https://${'a'.repeat(length)} b`],
    ['a web address of slashes', (length) => `https://a${'/'.repeat(length)} b`],
    ['labels of a domain', (length) => `a@${'b.'.repeat(length / 2)}`],
    ['a local part', (length) => `${'a.'.repeat(length / 2)}@b.co`],
    ['at signs', (length) => '@'.repeat(length)],
    ['plus signs', (length) => '+'.repeat(length)],
    ['parentheses', (length) => '(0)'.repeat(length / 3)],
    ['marks of direction', (length) => '\u202a'.repeat(length)],
    ['a time zone', (length) => `A/${'b-'.repeat(length / 2)}`],
    ['a date that goes on', (length) => `2021-01-01T00:00:00.${'0'.repeat(length)}`]
  ]

  test.each(traits)('%s in a trait', (_name, toText) => {
    expect(
      growth((length) => {
        const text = toText(length)
        standardAttributes.forEach(({ convert }) => convert(text, { phoneCountry: 'IN', nowSeconds: 0 }))
        convertTimestamps(text, 'unix', () => false)
      })
    ).toBeLessThan(mostTimes)
  })
})

test('a text that is no date costs less than half of a date', () => {
  const nanosecondsOf = (text: string) =>
    leastNanoseconds(() => convertTimestamps(new Array<string>(1000).fill(text), 'unix', () => false))
  expect(nanosecondsOf('Order 2021-01-01') / nanosecondsOf('2021-01-01')).toBeLessThan(0.5)
})
