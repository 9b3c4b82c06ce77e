import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import type { SentRecord } from '../../src/destinations/clevertap/delivery/refusals'
import { refusal } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import {
  all,
  classify,
  delivered,
  email,
  emailRefused,
  emailRefusedInWords,
  one,
  person,
  phone,
  phoneRefused,
  troubled,
  unaccounted,
  uploads
} from './replies'

const words = 'Profile data is incorrect. Email is not valid.'

describe('a refusal that names a position', () => {
  const second = [delivered, emailRefused, delivered]
  const secondInWords = [delivered, emailRefusedInWords, delivered]

  it.each<[string, { status?: unknown; processed?: unknown; unprocessed: unknown[] }, Settled[]]>([
    ['the first', { status: 'partial', processed: 2, unprocessed: [email(1)] }, [emailRefused, delivered, delivered]],
    ['the second', { status: 'partial', processed: 2, unprocessed: [email(2)] }, second],
    ['the last', { status: 'partial', processed: 2, unprocessed: [email(3)] }, [delivered, delivered, emailRefused]],
    [
      'two, out of order',
      { status: 'partial', processed: 1, unprocessed: [phone(3), email(1)] },
      [emailRefused, delivered, phoneRefused]
    ],
    ['all', { status: 'fail', processed: 0, unprocessed: [email(1), email(2), email(3)] }, all(emailRefused)],
    [
      'one with which CleverTap had trouble of its own',
      { status: 'partial', processed: 2, unprocessed: [refusal(2, 555, 'Server error.')] },
      [delivered, troubled, delivered]
    ],
    ['one, codes and counts as text', { processed: '2', unprocessed: [{ ...email(2), code: '515' }] }, second],
    ['one, the status in capitals', { status: 'PARTIAL', processed: 2, unprocessed: [email(2)] }, second],
    ['one, without a count', { status: 'partial', unprocessed: [email(2)] }, second],
    ['one twice', { status: 'partial', processed: 2, unprocessed: [email(2), phone(2)] }, second],
    [
      'one, spelled otherwise',
      { status: 'partial', unprocessed: [{ code: 515, error: `${words}  skipped record number:2 ` }] },
      second
    ],
    [
      'one, without a code',
      { status: 'partial', unprocessed: [{ error: `${words} Skipped record number : 2` }] },
      secondInWords
    ],
    [
      'one, with a code that may be a value',
      { status: 'partial', unprocessed: [{ ...email(2), code: 4155550100 }] },
      secondInWords
    ],
    [
      'one, after a value that reads like a position',
      {
        status: 'partial',
        unprocessed: [{ code: 515, error: 'Email "Skipped record number : 1" is bad. Skipped record number : 2' }]
      },
      [delivered, { ...emailRefused, verdict: { status: 'fail', code: 515 } } as Settled, delivered]
    ],
    [
      'one, with a status as code',
      { status: 'partial', unprocessed: [{ code: 503, error: 'Skipped record number : 2' }] },
      [
        delivered,
        {
          fate: 'transient',
          status: 503,
          reason: 'CleverTap refused this record with code 503: it had a problem of its own. It will be sent again.',
          verdict: { status: 'fail', code: 503 }
        },
        delivered
      ]
    ]
  ])('costs %s, and delivers the others', (_name, content, outcomes) => {
    expect(classify(content)).toEqual(outcomes)
  })
})

describe('a refusal in a reply that contradicts itself', () => {
  it.each<[string, { [key: string]: unknown }]>([
    ['has neither a status nor a count', { unprocessed: [email(2)] }],
    ['counts too few of the others', { status: 'partial', processed: 1, unprocessed: [email(2)] }],
    ['says that all failed', { status: 'fail', unprocessed: [email(2)] }],
    ['has an error at the top', { status: 'partial', error: 'Server error', unprocessed: [email(2)] }],
    ['has a code at the top', { status: 'success', code: 429, unprocessed: [email(2)] }],
    ['has one more, which fits no record', { status: 'partial', processed: 1, unprocessed: [email(2), email(9)] }]
  ])('costs its record, and the others are not called delivered if it %s', (_name, content) => {
    expect(classify(content)).toEqual([unaccounted, emailRefused, unaccounted])
  })

  it.each<[string, unknown]>([
    ['names a position beyond the request', email(4)],
    ['names position 0', email(0)],
    ['names a position of 400 digits', { code: 515, error: `Skipped record number : ${'1'.repeat(400)}` }],
    ['names one record and echoes another', email(1, { identity: 'c' })],
    ['echoes an identity that was not sent', { code: 515, error: 'Email', record: { identity: 'z' } }],
    ['echoes no identity', { code: 515, error: 'Email', record: {} }],
    ['names nothing', { code: 515, error: 'Email is not valid.' }],
    ['is mere text', `${words}Skipped record number : 2`],
    ['says neither code nor error', { status: 'fail', record: { identity: 'b' } }],
    ['echoes the record as text', email(2, '{"identity":"b"}')],
    ['is null', null],
    ['is a list', [email(1)]],
    ['echoes an identity that is no text', email(1, { identity: { toString: 1, valueOf: 1 } })]
  ])('leaves every record unaccounted for if it %s', (_name, stray) => {
    expect(classify({ status: 'partial', processed: 2, unprocessed: [stray] })).toEqual(all(unaccounted))
  })
})

/** Spelled as CleverTap spelled them, spaces included. */
describe('a recorded dialect', () => {
  const badEmail = '"Profile data is incorrect. Email is not valid.Skipped record number : 2"'
  const record = '{ "identity" : "b" , "ts" : 1521649274 , "profileData" : { "Email" : "$$$$$"}}'
  const asText = JSON.stringify(record)
  const answer = (status: string, refused: string) =>
    `{ "status" : "${status}" , "processed" : 1 , "unprocessed" : [ ${refused}]}`
  const neither = [unaccounted, unaccounted]

  it.each([
    [
      '2018, which is read',
      answer('partial', `{ "status" : "fail" , "code" : 515 , "error" : ${badEmail} , "record" : ${record}}`),
      [delivered, emailRefused]
    ],
    [
      '2017, which is not',
      answer('success', `{ "status" : "fail" , "code" : 515 , "error" : ${badEmail} , "record" : ${asText}}`),
      neither
    ],
    ['October 2017, which is not', answer('success', `{ ${asText} : ${badEmail}}`), neither]
  ])('of %s', (_name, content, outcomes) => {
    expect(classify(content, [person('a'), person('b')])).toEqual(outcomes)
  })
})

describe('the echo of the identity', () => {
  const secondRefused = [delivered, emailRefused]
  const neither = [unaccounted, unaccounted]
  const partial = (item: string) => `{"status":"partial","processed":1,"unprocessed":[${item}]}`

  /** Written as text, since JSON of a test would lose the digits of a number beforehand. */
  it.each([
    ['is that of the record', 'b', '"b"', secondRefused],
    ['has other letter case', 'ada-1', '"ADA-1"', secondRefused],
    ['has spaces around it', 'ada-1', '" ada-1 "', secondRefused],
    ['is a phone number without its plus', '+35922333232', '"35922333232"', secondRefused],
    ['is a phone number as a number', '+35922333232', '35922333232', secondRefused],
    ['is a formatted phone number as a number', '+359 (22) 333-232', '35922333232', secondRefused],
    ['has lost leading zeros', '004711', '4711', secondRefused],
    ['has lost the last of 20 digits', '12345678901234567891', '12345678901234567890', secondRefused],
    ['is a number with an exponent', '1234567890123456700000', '1.2345678901234567e21', secondRefused],
    ['is that of another record', 'b', '"a"', neither]
  ])('counts if it %s', (_name, sent, echo, outcomes) => {
    const records = [person('a'), person(sent)]
    const error = `${words}Skipped record number : 2`
    expect(classify(partial(`{"code":515,"error":"${error}","record":{"identity":${echo}}}`), records)).toEqual(
      outcomes
    )
  })

  it.each([
    ['is that of the record', 'b', '"b"', secondRefused],
    ['has other letter case', 'ada-1', '"ADA-1"', secondRefused],
    ['is a phone number as a number', '+35922333232', '35922333232', secondRefused],
    ['has lost the last of 20 digits', '12345678901234567891', '12345678901234567890', secondRefused],
    ['is that of two records', 'a', '"a"', neither],
    ['is that of two records but for letter case', 'A', '"a"', neither],
    ['is that of none', 'b', '"z"', neither],
    ['is null', 'b', 'null', neither]
  ])('tells the record without a position if it %s', (_name, sent, echo, outcomes) => {
    const records = [person('a'), person(sent)]
    expect(classify(partial(`{"code":515,"error":"${words}","record":{"identity":${echo}}}`), records)).toEqual(
      outcomes
    )
  })

  it.each(['null', '""', '" "'])('says nothing as %s', (echo) => {
    const item = `{"code":515,"error":"${words}Skipped record number : 2","record":{"identity":${echo}}}`
    expect(classify(partial(item), [person('a'), person('b')])).toEqual(secondRefused)
  })

  it('leaves two records of one identity to the position', () => {
    expect(classify({ processed: 1, unprocessed: [email(2, { identity: 'a' })] }, [person('a'), person('a')])).toEqual(
      secondRefused
    )
  })

  it('does not tell apart what loses its digits as a number', () => {
    const records = [person('12345678901234567890'), person('12345678901234567891')]
    const item = `{"code":515,"error":"${words}","record":{"identity":12345678901234567890}}`
    expect(classify(partial(item), records)).toEqual(neither)
  })
})

describe('records told apart by more than their identity', () => {
  const rules = { ...uploads, echoKeys: ['identity', 'evtName', 'ts'] }
  const event = (evtName: string, ts: number): SentRecord => ({ type: 'event', identity: 'a', evtName, ts })
  const records = [event('Signed Up', 1700000000), event('Signed Up', 1700000001), event('Paid', 1700000001)]
  const refused = (record: object) => ({ processed: 2, unprocessed: [{ code: 515, error: words, record }] })

  it('are tied to the refusal that echoes all of it', () => {
    const content = refused({ identity: 'A', evtName: 'signed up', ts: '1700000001' })
    expect(classify(content, records, rules)).toEqual([delivered, emailRefused, delivered])
  })

  it('are not guessed from a part of it', () => {
    expect(classify(refused({ identity: 'a', evtName: 'Paid' }), records, rules)).toEqual(all(unaccounted))
  })
})

describe('a refusal in a request of one record', () => {
  const withoutWords = { ...emailRefused, verdict: { status: 'fail', code: 515 } } as Settled

  it.each<[string, unknown, Settled]>([
    ['no position', { status: 'fail', processed: 0, unprocessed: [{ code: 515, error: words }] }, emailRefused],
    ['a position beyond the request', { status: 'fail', unprocessed: [email(7)] }, emailRefused],
    ['the echo of another', { status: 'fail', unprocessed: [email(1, { identity: 'z' })] }, emailRefused],
    ['success above it', { status: 'success', processed: 0, unprocessed: [email(1)] }, emailRefused],
    ['nothing but text', { unprocessed: [words] }, unaccounted],
    ['a note amid megabytes', { unprocessed: [{ code: 515, error: 'a-'.repeat(4e6) }] }, withoutWords],
    ['something that is no refusal', { status: 'fail', unprocessed: [null] }, unaccounted]
  ])('is about that record with %s', (_name, content, settled) => {
    expect(classify(content, one)).toEqual([settled])
  })
})
