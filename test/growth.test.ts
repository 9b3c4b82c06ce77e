/** Work in proportion: reading a reply touches each record a bounded number of times, and no pattern meets a long text. */
import { classifyReply } from '../src/destinations/clevertap/delivery/classify'
import { upload } from '../src/destinations/clevertap/userUpload'

const readReply = (content: string, records: { identity: string }[]) =>
  classifyReply({ kind: 'answer', status: 200, content }, records, upload.rules)

test.each([1, 500, 999])(
  'a reply that refuses %d of 1,000 records reads the attributes of each at most twice',
  (refused) => {
    let reads = 0
    const records = Array.from({ length: 1000 }, (_, index) => ({
      identity: `u-${index}`,
      get profileData() {
        reads++
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
    // For operators that must not count twice.
    expect(reads).toBeLessThanOrEqual(2000)
  }
)

describe("CleverTap's words, as long as they may be", () => {
  const { exec } = RegExp.prototype

  afterEach(() => {
    RegExp.prototype.exec = exec
  })

  const parts = [
    ' ',
    'a-',
    '1',
    '. ',
    '\\',
    '%25',
    '&amp;',
    '{',
    'not ',
    'Skipped record number : ',
    'Skipped record number  '
  ]

  it.each(parts)('of %j meet no pattern that repeats without a bound', (part) => {
    const text = part.repeat(20_000)
    const seen: string[] = []
    RegExp.prototype.exec = function (searched: string) {
      if (searched.length > 600 && /[*+]|\{\d+,\}/.test(this.source.replace(/\\.|\[[^\]]*\]/g, '.'))) {
        seen.push(this.source)
      }
      return exec.call(this, searched)
    }
    const items = [{ code: 515, error: text, record: text }, { [`{${text}`]: text }, { record: { identity: text } }]
    readReply(JSON.stringify({ unprocessed: items }), [{ identity: 'x' }])
    readReply(JSON.stringify({ status: text, code: text, processed: text, error: text }), [{ identity: 'x' }])
    RegExp.prototype.exec = exec
    expect(seen).toEqual([])
  })
})
