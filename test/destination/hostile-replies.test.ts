import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import { all, classify, delivered, person, refusedInWords, unaccounted } from './replies'

const noAnswer: Settled = {
  fate: 'transient',
  status: 500,
  reason:
    "CleverTap's address answered with something that is no answer of CleverTap's, so nothing is known of this record. It will be sent again, which is safe."
}

describe('a reply of megabytes', () => {
  const text = 'a-'.repeat(4e6)
  const wordless: Settled = {
    fate: 'rejected',
    status: 400,
    code: 'REFUSED',
    reason:
      'CleverTap refused this record without a code: it gave no documented reason. Look in the Error Stream of the CleverTap dashboard.',
    verdict: { status: 'fail' }
  }

  it.each<[string, unknown, Settled]>([
    ['of text', text, noAnswer],
    ['of brackets', '['.repeat(5e7), noAnswer],
    ['of braces', '{"error":'.repeat(1e6), noAnswer],
    ['in every place', { status: text, code: text, processed: text, error: text }, unaccounted],
    ['in the words', { status: 'fail', error: text }, { ...wordless, isOfRequest: true } as Settled],
    ['of spaces', { status: `${' '.repeat(8e6)}x`, processed: `1${' '.repeat(8e6)}x` }, unaccounted],
    ['in an echo', { unprocessed: [{ code: 515, error: text, record: { identity: text } }] }, unaccounted]
  ])('is judged as any other: %s', (_name, content, settled) => {
    expect(classify(content)).toEqual(all(settled))
  })
})

describe('a reply nested 100,000 deep', () => {
  const depth = 100_000
  const lists = '['.repeat(depth) + ']'.repeat(depth)
  const objects = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)

  it('delivers where the nesting means nothing', () => {
    expect(classify(`{"status":"success","x":${lists}}`)).toEqual(all(delivered))
  })

  it.each([
    ['the error', `{"status":"success","error":${lists}}`],
    ['the refusals', `{"status":"partial","unprocessed":${lists}}`],
    ['one refusal', `{"status":"partial","unprocessed":[${objects}]}`],
    ['the echo', `{"status":"partial","unprocessed":[{"code":515,"record":${objects}}]}`],
    ['an identity', `{"status":"partial","unprocessed":[{"code":515,"record":{"identity":${objects}}}]}`],
    ['an echo in text', JSON.stringify({ unprocessed: [{ code: 515, record: objects }] })],
    ['a key', JSON.stringify({ unprocessed: [{ [objects]: 'Email' }] })]
  ])('exhausts nothing as %s', (_name, content) => {
    expect(classify(content)).toEqual(all(unaccounted))
  })

  it('is judged against a record as deep', () => {
    let deep: object = { $incr: 1 }
    for (let level = 0; level < depth; level++) {
      deep = { deep }
    }
    const records = [person('a', deep)]
    expect(classify({ status: 'fail', error: 'Server error' }, records)).toEqual([refusedInWords('Server error')])
    expect(classify('', records)).toMatchObject([{ reason: expect.stringContaining('counts twice') }])
  })
})
