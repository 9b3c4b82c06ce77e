/** What must hold for every reply, however CleverTap words it. */
import * as fc from 'fast-check'
import { classifyReply } from '../../src/destinations/clevertap/delivery/classify'
import { upload } from '../../src/destinations/clevertap/userUpload'

const passcode = 'TOP-SECRET-PASSCODE'

describe('classifying a reply', () => {
  const records = ['a', 'b', 'c', 'd'].map((id) => ({ identity: id, profileData: {} }))
  const { rules } = upload
  const classify = (status: number, content: string) =>
    classifyReply({ kind: 'answer', status, content }, records, rules)

  const words = fc.constantFrom(
    ...[0, 1, 2, 3, 4, 5].map((position) => `Bad.Skipped record number : ${position}`),
    'Bad.',
    passcode
  )
  const echo = fc.constantFrom({ identity: 'a' }, { identity: ' B' }, { identity: 'z' }, { identity: null }, {})
  const item = fc.oneof(
    fc.record(
      {
        code: fc.constantFrom(515, '516', 555, 599, passcode),
        error: words,
        record: fc.oneof(
          echo,
          echo.map((record) => JSON.stringify(record)),
          fc.constantFrom(null, passcode)
        )
      },
      { requiredKeys: [] }
    ),
    fc.tuple(echo, words).map(([record, said]) => ({ [JSON.stringify(record)]: said })),
    words,
    fc.constantFrom(null, 1, [])
  )
  const reply = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('', ' \n'),
    fc
      .record(
        {
          status: fc.constantFrom('success', 'SUCCESS', 'partial', 'Partial ', 'fail', 'queued', '', null, 7),
          processed: fc.constantFrom(0, 1, 2, 3, 4, 5, '4', '3', null, ''),
          error: fc.constantFrom('Malformed request', passcode, '', ' ', null),
          code: fc.constantFrom(200, '200', 401, 429, 500, 515, 555, 'x', '', null),
          unprocessed: fc.oneof(fc.constantFrom({}, 'none', 1), fc.array(item, { maxLength: 5 }))
        },
        { requiredKeys: [] }
      )
      .map((body) => JSON.stringify(body))
  )

  const said = (value: unknown) => String(value ?? '').trim()

  /** The index that one element of `unprocessed` is about, asked of it anew; NaN if it does not say. */
  function indexOf(refusal: unknown): number {
    const { code, error, record } = (refusal ?? {}) as { [key: string]: unknown }
    if ((said(code) === '' && said(error) === '') || typeof (record ?? {}) !== 'object') {
      return NaN
    }
    const identity = said((record as { identity?: unknown } | null | undefined)?.identity).toLowerCase()
    const named = records.findIndex((sent) => sent.identity === identity)
    const position = /: (\d)$/.exec(said(error))?.[1]
    if (position === undefined) {
      return named >= 0 ? named : NaN
    }
    return identity === '' || named === Number(position) - 1 ? Number(position) - 1 : NaN
  }

  /** The evidence for a delivery: the reply says success, or counts what it took, and adds up without this record. */
  function proves(content: string, index: number): boolean {
    const { status, code, error, processed, unprocessed } = JSON.parse(content) as { [key: string]: unknown }
    const refused = new Set(((unprocessed ?? []) as unknown[]).map(indexOf))
    const accepted = ['success', ...(said(processed) !== '' ? [''] : [])]
    return (
      !refused.has(index) &&
      Array.from(refused).every((each) => each >= 0 && each < records.length) &&
      [...accepted, ...(refused.size > 0 ? ['partial'] : [])].includes(said(status).toLowerCase()) &&
      ['', '200'].includes(said(code)) &&
      said(error) === '' &&
      ['', String(records.length - refused.size)].includes(said(processed))
    )
  }

  it('calls no record delivered without evidence', () =>
    fc.assert(
      fc.property(reply, (content) => {
        const settled = classify(200, content)
        expect(settled).toHaveLength(records.length)
        expect(settled.filter(({ fate }, index) => fate === 'delivered' && !proves(content, index))).toEqual([])
      }),
      { numRuns: 1500 }
    ))

  it('shows the passcode to nobody', () =>
    fc.assert(
      fc.property(reply, fc.integer({ min: 100, max: 599 }), (content, status) => {
        expect(JSON.stringify(classify(status, content))).not.toContain(passcode)
      }),
      { numRuns: 600 }
    ))

  it('shows no value in a reason or a verdict, however CleverTap escapes it', () => {
    const value = fc.stringOf(fc.constantFrom(...'bkxXYZéß%&\\"\' \n1'), { minLength: 3, maxLength: 12 })
    const escapings: ((text: string) => string)[] = [
      (text) => text,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
      (text) => encodeURIComponent(text),
      (text) => text.replace(/[^ a-z]/gi, (c) => `&#${c.charCodeAt(0)};`),
      (text) => text.toUpperCase()
    ]
    return fc.assert(
      fc.property(value, fc.array(fc.constantFrom(...escapings), { maxLength: 2 }), (secret, escapes) => {
        fc.pre(/[a-zéß\d]{3}/i.test(secret))
        const repeated = escapes.reduce((text, escape) => escape(text), secret)
        const content = JSON.stringify({ status: 'fail', code: 599, error: `Email (${repeated}) is not valid.` })
        expect(JSON.stringify(classify(200, content))).not.toContain('is not valid')
      }),
      { numRuns: 600 }
    )
  })
})
