import type { Json } from '../json'
import { findBrokenRule, wordingOf } from '../rules'
import { codeOf, event, profile } from './__helpers__/records'

describe('identity (523)', () => {
  it.each<[string, Json, number | undefined]>([
    ['plain text', 'u-1', undefined],
    ['a number', 18, undefined],
    ['1,023 characters', 'x'.repeat(1023), undefined],
    ['1,024 characters', 'x'.repeat(1024), undefined],
    ['1,025 characters', 'x'.repeat(1025), 523],
    ['empty', '', 523],
    ['blank', ' \t', 523],
    ['null', null, 523],
    ['a list', ['u-1'], 523],
    ['a placeholder in capitals', 'N/A', 523],
    ['a placeholder with spaces', ' (none) ', 523],
    ['zero as a number', 0, 523],
    ['one x less than a placeholder', 'xxxxx', undefined],
    ['a name that only begins like a placeholder', 'none-1', undefined]
  ])('%s', (_name, identity, code) => {
    expect(codeOf(profile({ identity }))).toBe(code)
  })

  it.each(['null', '-1', '(none)', 'xxxxxx', '[object Object]'])('refuses the placeholder %s', (identity) => {
    expect(codeOf(profile({ identity }))).toBe(523)
  })

  it.each<[string, { [key: string]: Json }, number | undefined]>([
    ['FBID', { FBID: '1414' }, undefined],
    ['GPID', { GPID: '1414' }, undefined],
    ['objectId', { objectId: '-2ce3cca260664f70b82b1c6bb505f462' }, undefined],
    ['FBID as a number', { FBID: 1414 }, undefined],
    ['identity and objectId', { identity: 'u-1', objectId: '__a' }, undefined],
    ['an identity that is null beside it', { identity: null, FBID: '1414' }, undefined],
    ['a blank identity beside it', { identity: ' ', FBID: '1414' }, 523],
    ['a blank FBID beside an identity', { identity: 'u-1', FBID: '' }, 523],
    ['an FBID of 1,025 characters', { FBID: 'x'.repeat(1025) }, 523],
    ['a word that is no placeholder for an FBID', { FBID: 'none' }, undefined],
    ['none', {}, 523],
    ['another spelling', { fbId: '1414', Identity: 'u-1' }, 523]
  ])('judges who it is about by %s', (_name, identifiers, code) => {
    expect(codeOf({ type: 'profile', profileData: {}, ...identifiers })).toBe(code)
    expect(codeOf({ type: 'event', evtName: 'x', evtData: {}, ...identifiers })).toBe(code)
  })
})

describe('object id (526)', () => {
  it.each<[string, Json, number | undefined]>([
    ['a CleverTap ID', '-1a063854f83a4c6484285039ecff87cb', undefined],
    ['every character allowed', 'aZ09()!:@$_-', undefined],
    ['64 characters', 'x'.repeat(64), undefined],
    ['64 characters and the prefix of the mobile SDKs', `__h${'x'.repeat(64)}`, undefined],
    ['65 characters', 'x'.repeat(65), 526],
    ['a space', 'a b', 526],
    ['a dot', 'a.b', 526],
    ['a letter with an accent', 'é', 526],
    ['a line break at the end', 'a\n', 526],
    ['blank', ' ', 523],
    ['a list', ['a'], 523]
  ])('%s', (_name, objectId, code) => {
    expect(codeOf({ type: 'profile', profileData: {}, objectId })).toBe(code)
  })
})

describe('kind of record (524)', () => {
  it.each<[string, Json, number | undefined]>([
    ['an event', { type: 'event', identity: 'u-1', evtName: 'x', evtData: {} }, undefined],
    ['a device token, which is not emulated', { type: 'token', objectId: '__a', tokenData: {} }, 501],
    ['no type', { identity: 'u-1', profileData: {} }, 524],
    ['no profileData', { type: 'profile', identity: 'u-1' }, 524],
    ['profileData as a list', { type: 'profile', identity: 'u-1', profileData: [] }, 524],
    ['text', 'profile', 524],
    ['null', null, 524]
  ])('%s', (_name, record, code) => {
    expect(codeOf(record)).toBe(code)
  })
})

describe('time window (527)', () => {
  const now = 1700000000
  const timeWindow = { pastSeconds: 100, futureSeconds: 10 }

  it.each<[Json, number | undefined]>([
    [now - 101, 527],
    [now - 100, undefined],
    [String(now - 101), 527],
    [now + 10, undefined],
    [now + 11, 527],
    ['yesterday', 525]
  ])('judges ts %j: %p', (ts, code) => {
    expect(findBrokenRule(event({ ts }), { timeWindow, now })?.code).toBe(code)
    expect(findBrokenRule(profile({ ts }), { timeWindow, now })?.code).toBe(code)
  })

  it('takes a record without ts, which is of now', () => {
    expect(findBrokenRule(event(), { timeWindow, now })).toBeUndefined()
  })

  it('is off unless it is set', () => {
    expect(findBrokenRule(event({ ts: 1 }), { now })).toBeUndefined()
  })
})

describe('timestamp (525)', () => {
  it.each<[string, Json, number | undefined]>([
    ['seconds', 1700000000, undefined],
    ['seconds as text', '1700000000', undefined],
    ['eleven digits', 99999999999, undefined],
    ['eleven digits as text', '99999999999', undefined],
    ['the last second of the year 9999', 253402300799, undefined],
    ['milliseconds', 1700000000000, undefined],
    ['milliseconds as text', '1700000000000', undefined],
    ['zero', 0, 525],
    ['zero as text', '0', 525],
    ['negative', -1, 525],
    ['a fraction', 1700000000.5, 525],
    ['ISO text', '2023-11-14T22:13:20Z', 525],
    ['empty text', '', 525],
    ['null', null, 525]
  ])('%s', (_name, ts, code) => {
    expect(codeOf(profile({ ts }))).toBe(code)
  })
})

it.each([
  [514, 'Profile data is incorrect. Gender needs to be M/F.'],
  [515, 'Profile data is incorrect. Email is not valid.'],
  [516, 'Profile data is incorrect. Phone number is not valid.'],
  [517, 'Profile data is incorrect. Employed needs to be Y/N.'],
  [518, 'Profile data is incorrect. Education needs to be School/College/Graduate..'],
  [519, 'Profile data is incorrect. Married needs to be Y/N.'],
  [520, 'Profile data is incorrect. Age is invalid.'],
  [501, 'Upload of device tokens exists at CleverTap but is not emulated. '],
  [523, "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. "],
  [526, 'Object ID is not valid. '],
  [509, 'Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. '],
  [513, 'Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. '],
  [525, 'Timestamp should be present in the Unix Epoch format. '],
  [555, 'Record refused with code 555. ']
])('words %i as recorded, or in its own words where nothing was', (code, wording) => {
  expect(wordingOf(code)).toBe(wording)
})
