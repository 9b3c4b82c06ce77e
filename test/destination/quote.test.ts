import { createQuotes } from '../../src/destinations/clevertap/delivery/quote'
import { passcode } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { classify, person } from './replies'

/** What CleverTap's words come to, sent a profile with this identity and these attributes. */
function quoteFor(words: string, profileData: object = {}, identity = 'x') {
  return createQuotes([words], [person(identity, profileData)], passcode).get(words)
}

describe("CleverTap's words", () => {
  it.each([
    ['have nothing to do with a value', 'The moon is full.', { plan: 'gold' }],
    ['share a short word with a value', 'An ID is not one.', { greeting: 'is it an ID or no?' }],
    ['name an attribute', 'Plan Tier is not one of ours.', { 'Plan Tier': 'gold' }],
    ['name an attribute in an attribute', 'The city is not one of ours.', { address: { city: 'Bonn' } }],
    ['hold a word that is part of one in a value', 'Gold is not valid.', { plan: 'goldfish' }],
    ['hold a word of which a value is part', 'Goldfish is not valid.', { plan: 'gold' }],
    ['say what the record says of itself', 'The profile of this Segment is full.', {}]
  ])('are shown if they %s', (_name, words, profileData) => {
    expect(quoteFor(words, profileData)?.shown).toBe(words)
  })

  it.each<[string, string, object]>([
    ['as it is', 'Plan platinum is unknown.', { plan: 'platinum' }],
    ['in other letter case', 'Plan PLATINUM is unknown.', { plan: 'Platinum' }],
    ['of other letters that are the same', 'Die Strasse STRASSE', { street: 'straße' }],
    ['composed otherwise', 'City M\u00fcnchen is unknown.', { city: 'Mu\u0308nchen' }],
    ['between other words', 'City Springfield is unknown.', { home: 'I live in Springfield, mostly' }],
    ['in a list', 'City Springfield is unknown.', { cities: ['Bonn', ['Springfield']] }],
    ['in an object', 'City Springfield is unknown.', { home: { at: { city: 'Springfield' } } }],
    ['in an operator', 'Tag springtime is unknown.', { tags: { $add: ['springtime'] } }],
    ['in JSON text', 'City Springfield is unknown.', { home: '{"city":"Springfield"}' }],
    ['a number', 'Value 4711 is too high.', { score: 4711 }],
    ['a number without its plus', 'Phone 14155550100 is unknown.', { phone: '+14155550100' }],
    ['a truth value', 'It must not be false.', { subscribed: false }],
    ['an address', 'a.b@c.de is not valid.', { email: 'a.b@c.de' }],
    ['an ID of short parts', 'Profile u-1 is locked.', { id: 'u-1' }],
    ['in quotes', "Plan 'platinum' is unknown.", { plan: 'platinum' }],
    ['glued to a sign', 'plan=platinum', { plan: 'platinum' }],
    ['escaped as in JSON', 'City M\\u00fcnchen is unknown.', { city: 'München' }],
    ['escaped as in a script', 'City M\\xfcnchen is unknown.', { city: 'München' }],
    ['whose line break is escaped', 'Text one\\nspringtime', { text: 'one\nspringtime' }],
    ['whose quotes are escaped twice', 'Text \\\\\\"springtime\\\\\\"', { text: '"springtime"' }],
    ['escaped as in a URL', 'City M%C3%BCnchen is unknown.', { city: 'München' }],
    ['escaped as in an old URL', 'City M%fcnchen is unknown.', { city: 'München' }],
    ['escaped as in HTML', 'City M&#252;nchen is unknown.', { city: 'München' }],
    ['escaped as in HTML, by its hexadecimal number', 'City M&#xFC;nchen is unknown.', { city: 'München' }],
    ['escaped as in HTML, by a name', 'City M&uuml;nchen is unknown.', { city: 'München' }],
    ['escaped twice', 'City M%25C3%25BCnchen is unknown.', { city: 'München' }],
    ['escaped before it was sent', 'City München is unknown.', { city: 'M%C3%BCnchen' }],
    ['escaped in two ways', 'City M\\u0026#252;nchen is unknown.', { city: 'München' }],
    ['escaped so often that nobody can tell', 'City M%2525252525C3%2525252525BCnchen', { city: 'München' }],
    ['in a script without spaces', '東京都は無効です', { city: '東京都' }]
  ])('are withheld if they repeat a value %s', (_name, words, profileData) => {
    expect(quoteFor(words, profileData)).not.toHaveProperty('shown')
  })

  it.each([
    ['the identity', 'Profile person-77 is locked.', {}],
    ['the passcode', `Passcode ${passcode} has expired.`, {}],
    ['a part of the passcode', 'The passcode begins with TOP.', {}],
    ['a value of a key that is not known today', 'Session evening is over.', { newKey: 'evening' }],
    ['the time', 'Time 1700000000 is too old.', { ts: 1700000000 }]
  ])('are withheld if they repeat %s', (_name, words, more) => {
    const records = [{ ...person('person-77'), ...more }]
    expect(createQuotes([words], records, passcode).get(words)).not.toHaveProperty('shown')
  })

  it('are withheld if they hold the passcode inside a word', () => {
    const words = 'key=XABC123X'
    expect(createQuotes([words], [person('a')], 'abc123').get(words)).toEqual({ redacted: '' })
  })

  it('are withheld if they repeat a value of another record of the request', () => {
    const words = 'Plan platinum is unknown.'
    const quotes = createQuotes([words], [person('a'), person('b', { plan: 'platinum' })], passcode)
    expect(quotes.get(words)).not.toHaveProperty('shown')
  })

  it('are redacted of what is secret', () => {
    expect(quoteFor('Profile %22Ada Lovelace%22 not found', { name: 'ada LOVELACE' })).toEqual({
      redacted: 'profile " " not found'
    })
  })

  it.each([301, 5000])('are no words any more with %i characters', (length) => {
    expect(quoteFor('x'.repeat(length))).toBeUndefined()
    expect(quoteFor('x'.repeat(300))?.shown).toHaveLength(300)
  })
})

describe('a reason and a verdict', () => {
  const record = person('person-77', { plan: 'platinum' })

  it.each([200, 400, 401, 404, 500])('hold no words of CleverTap that are withheld, with %i', (status) => {
    const error = 'Plan Platinum is unknown.'
    const content = { status: 'fail', error, code: 599, unprocessed: [{ code: 599, error, record }] }
    expect(JSON.stringify(classify(content, [record], undefined, status)).toLowerCase()).not.toContain('platinum')
  })

  it.each([
    [509, false],
    [512, true],
    [513, false],
    [514, false],
    [516, false],
    [520, false],
    [522, false],
    [523, true],
    [524, false],
    [525, true],
    [527, false],
    [535, false],
    [555, false],
    [510, true],
    [599, true],
    [undefined, true]
  ])('of code %p quote CleverTap in the reason: %p', (code, isQuoted) => {
    const error = 'The moon is full.'
    const [settled] = classify({ status: 'fail', unprocessed: [{ code, error }] }, [record]) ?? []
    expect('reason' in settled && settled.reason.includes(`CleverTap's words: "${error}"`)).toBe(isQuoted)
    expect(settled.verdict).toMatchObject({ error })
  })
})
