import { all, classify, delivered, person, refusedInWords, unaccounted } from './replies'

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
