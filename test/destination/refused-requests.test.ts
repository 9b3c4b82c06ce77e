import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import { all, classify, emailRefused, phoneRefused, refusedInWords, troubled } from './replies'

/** Refused with the request, and not each for itself. */
const ofAll = (settled: Settled) => all(settled.fate === 'rejected' ? { ...settled, isOfRequest: true } : settled)

describe('a 2xx that refuses the whole request', () => {
  it.each([
    ['a code for records', 'Phone number is not valid.', 516, 'fail', phoneRefused],
    ['such a code as text, without a status', 'Email is not valid.', '515', '', emailRefused],
    ['trouble of its own', 'Server error.', 555, 'fail', troubled]
  ])('is about every record with %s', (_name, error, code, status, settled) => {
    expect(classify({ status, error: `Profile data is incorrect. ${error}`, code })).toEqual(ofAll(settled))
  })

  it.each([
    ['no code', { status: 'Fail', error: 'Max 100 are allowed' }],
    ['a code that no record has', { status: 'fail', error: 'Max 100 are allowed', code: 9 }]
  ])('is about every record with words and %s', (_name, content) => {
    expect(classify(content)).toEqual(ofAll(refusedInWords('Max 100 are allowed')))
  })

  it.each<[number, string, Settled]>([
    [
      400,
      'Malformed request',
      {
        fate: 'rejected',
        status: 400,
        code: '400',
        reason:
          'CleverTap refused this record with code 400: it could not read the request. Check the mapping for values of an unusual form. CleverTap\'s words: "Malformed request"',
        verdict: { status: 'fail', code: 400, error: 'Malformed request' }
      }
    ],
    [
      401,
      'Account ID is not valid',
      {
        fate: 'unauthorized',
        reason:
          'CleverTap refused this record with code 401: it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account. CleverTap\'s words: "Account ID is not valid"',
        verdict: { status: 'fail', code: 401, error: 'Account ID is not valid' }
      }
    ],
    [
      404,
      'Malformed request',
      {
        fate: 'rejected',
        status: 404,
        code: '404',
        reason:
          'CleverTap refused this record with code 404: it did not find what the record is about. CleverTap\'s words: "Malformed request"',
        verdict: { status: 'fail', code: 404, error: 'Malformed request' }
      }
    ],
    [
      429,
      'Too many concurrent requests',
      {
        fate: 'transient',
        status: 429,
        reason:
          'CleverTap refused this record with code 429: too many requests were under way for this account. It will be sent again.',
        verdict: { status: 'fail', code: 429, error: 'Too many concurrent requests' }
      }
    ],
    [
      501,
      '',
      {
        fate: 'transient',
        status: 500,
        reason: 'CleverTap refused this record with code 501: it had a problem of its own. It will be sent again.',
        verdict: { status: 'fail', code: 501 }
      }
    ],
    [
      302,
      '',
      {
        fate: 'transient',
        status: 500,
        reason:
          'CleverTap refused this record with code 302: it redirected the request, which is not followed because that would hand the passcode to another host. It will be sent again.',
        verdict: { status: 'fail', code: 302 }
      }
    ],
    [
      521,
      'Event structure is invalid.',
      {
        fate: 'rejected',
        status: 400,
        code: '521',
        reason:
          'CleverTap refused this record with code 521: it gave no documented reason. Look in the Error Stream of the CleverTap dashboard. CleverTap\'s words: "Event structure is invalid."',
        verdict: { status: 'fail', code: 521, error: 'Event structure is invalid.' }
      }
    ],
    [
      527,
      'Timestamp is incorrect.',
      {
        fate: 'rejected',
        status: 400,
        code: '527',
        reason:
          'CleverTap refused this record with code 527: the time of the record is outside what the account takes. To replay old data, unmap Created At (for an event: Event Time).',
        verdict: { status: 'fail', code: 527, error: 'Timestamp is incorrect.' }
      }
    ],
    [
      523,
      "'identity' or 'objectId' is necessary under 120 chars",
      {
        fate: 'rejected',
        status: 400,
        code: '523',
        reason:
          "CleverTap refused this record with code 523: Identity is missing or too long: the limit that CleverTap names is 120 characters. Map Identity to a shorter ID that every person has. CleverTap's words: \"'identity' or 'objectId' is necessary under 120 chars\"",
        verdict: { status: 'fail', code: 523, error: "'identity' or 'objectId' is necessary under 120 chars" }
      }
    ]
  ])('is judged by its code %i', (code, error, settled) => {
    expect(classify({ status: 'fail', error, code })).toEqual(ofAll(settled))
    expect(classify({ status: 'fail', error, code: ` ${code}` })).toEqual(ofAll(settled))
  })
})
