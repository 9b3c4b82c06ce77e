/** Claims about values that CleverTap takes or refuses, and the open questions that a dry run answers. */
import { accepted, event, profile, sources } from '../calls'
import type { Cast, Scenario } from '../scenario'
import { toJudged } from './judged'
import type { JudgedRow } from './judged'

const { profiles, events, recordings } = sources

/** Attributes that are taken as they stand here. */
const taken: [id: string, claim: string, source: string, attributes: object][] = [
  ['value-phone', 'A phone number in E.164 is taken.', recordings, { Phone: '+35922333232' }],
  ['value-gender', 'Gender is taken as M.', profiles, { Gender: 'M' }],
  ['value-age-text', 'Age is taken as digits in text.', recordings, { Age: '18' }],
  ['value-date', 'A date is taken as "$D_" and epoch seconds.', profiles, { DOB: '$D_643852800' }],
  ['value-channels', 'MSG-email, MSG-push and MSG-sms are taken as booleans.', profiles, channels(false)],
  ['value-whatsapp', 'MSG-whatsapp is taken as a boolean.', profiles, { 'MSG-whatsapp': true }],
  ['value-standard', 'Employed, Education and Married are taken as documented.', profiles, standard()],
  ['value-other', 'Name, Photo, Customer Type and Tz are taken as text.', profiles, texts()],
  ['value-add', '$add on an attribute is taken.', profiles, { conform_list: { $add: ['a'] } }],
  ['value-remove', '$remove on an attribute is taken.', profiles, { conform_list: { $remove: ['a'] } }],
  ['value-incr', '$incr on an attribute is taken.', profiles, { conform_number: { $incr: 5 } }],
  ['value-identity', 'profileData.identity does no harm, as a number too.', recordings, { identity: 12345 }]
]

function channels(isOptedIn: boolean): object {
  return { 'MSG-email': isOptedIn, 'MSG-push': isOptedIn, 'MSG-sms': isOptedIn }
}

function standard(): object {
  return { Employed: 'Y', Education: 'Graduate', Married: 'N' }
}

function texts(): object {
  const Photo = 'https://example.com/conform.png'
  return { Name: 'Conform', Photo, 'Customer Type': 'Conform', Tz: 'Europe/London' }
}

const takenRows = taken.map(
  ([id, claim, source, attributes]): JudgedRow => ({
    id,
    claim,
    source,
    confidence: source === recordings ? 'recorded' : 'documented',
    record: ({ person }) => profile(person(), attributes),
    expects: accepted
  })
)

/** An open question about the attributes of a profile, its other keys, or an event. */
const open = (
  id: string,
  question: number,
  claim: string,
  believed: string,
  record: (cast: Cast) => object
): JudgedRow => ({ id, question, claim, source: 'nobody says', believed, record })

const day = 86_400
const isTaken = 'it is taken'

/** Names and values of that many properties. */
const properties = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 1]))

const times: [name: string, words: string, seconds: number][] = [
  ['past-hour', 'one hour ago', -3600],
  ['past-2-days', 'two days ago', -2 * day],
  ['past-400-days', '400 days ago', -400 * day],
  ['future-minute', 'one minute ahead', 60],
  ['future-day', 'one day ahead', day]
]

const rows: JudgedRow[] = [
  {
    id: 'value-source',
    claim: 'A record with source: "Segment" is taken.',
    source: "Segment's destination has sent it since 2022",
    confidence: 'observed',
    record: ({ person }) => profile(person(), {}, { source: 'Segment' }),
    expects: accepted
  },
  {
    id: 'value-email-case',
    claim: 'email is an attribute like any other, unlike Email: not checked.',
    source: "concluded from CleverTap's warning of doubled names",
    confidence: 'inferred',
    record: ({ person }) => profile(person(), { email: '1234' }),
    expects: accepted
  },
  {
    id: 'value-date-text',
    claim: 'A date as ISO text is taken, as text.',
    source: recordings,
    confidence: 'recorded',
    record: ({ person }) => profile(person(), { conform_text: '2006-01-02T03:04:05Z' }),
    expects: accepted
  },
  {
    id: 'ts-seconds',
    claim: 'The time of an event is taken in epoch seconds.',
    source: events,
    record: ({ person, nowSeconds }) => event(person(), {}, { ts: nowSeconds }),
    expects: accepted
  },
  {
    id: 'ts-digits',
    claim: 'The time of an event is taken as digits in text.',
    source: 'a sample of CleverTap in Python',
    confidence: 'observed',
    record: ({ person, nowSeconds }) => event(person(), {}, { ts: String(nowSeconds) }),
    expects: accepted
  },
  {
    id: 'event-date',
    claim: 'A property may be a date: "$D_" and epoch seconds.',
    source: events,
    record: ({ person }) => event(person(), { when: '$D_1700000000', plan: 'gold', count: 2, paid: true }),
    expects: accepted
  },
  {
    id: 'event-charged',
    claim: 'Charged is taken with a list of flat Items.',
    source: events,
    record: ({ person }) => event(person(), { Amount: 300, Items: [{ Name: 'Book' }] }, { evtName: 'Charged' }),
    expects: accepted
  },
  open('q03-null', 3, 'null as an attribute is taken.', isTaken, ({ person }) =>
    profile(person(), { conform_text: null })
  ),
  open('q03-delete', 3, '$delete on a custom attribute is taken.', isTaken, ({ person }) =>
    profile(person(), { conform_text: { $delete: 1 } })
  ),
  open('q03-list', 3, 'A plain list as an attribute is taken.', isTaken, ({ person }) =>
    profile(person(), { conform_list: ['a', 'b'] })
  ),
  open('q03-nested', 3, 'A nested object as an attribute is taken.', isTaken, ({ person }) =>
    profile(person(), { conform_nested: { plan: 'gold' } })
  ),
  open('q04-iso', 4, 'The time of a record as ISO text is refused.', '525', ({ person }) =>
    profile(person(), {}, { ts: '2024-01-02T03:04:05Z' })
  ),
  open('q04-milliseconds', 4, 'The time of a record in milliseconds is taken.', isTaken, ({ person, nowSeconds }) =>
    profile(person(), {}, { ts: nowSeconds * 1000 })
  ),
  open('q04-fraction', 4, 'The time of a record with a fraction is refused.', '525', ({ person, nowSeconds }) =>
    profile(person(), {}, { ts: nowSeconds + 0.5 })
  ),
  open('q05-o', 5, 'Gender O is refused.', '514', ({ person }) => profile(person(), { Gender: 'O' })),
  open('q05-word', 5, 'Gender Female is refused.', '514', ({ person }) => profile(person(), { Gender: 'Female' })),
  open('q06-taken', 6, '$source on a profile is taken.', isTaken, ({ person }) =>
    profile(person(), {}, { $source: 'Segment' })
  ),
  ...times.map(([name, words, seconds]) =>
    open(`q13-${name}`, 13, `An event of ${words} is taken.`, isTaken, ({ person, nowSeconds }) =>
      event(person(), {}, { ts: nowSeconds + seconds })
    )
  ),
  open('q14-web-page-viewed', 14, 'Web Page Viewed is refused.', '513, as recorded in 2024', ({ person }) =>
    event(person(), {}, { evtName: 'Web Page Viewed' })
  ),
  open('q14-web-session', 14, 'Web Session Started is taken.', isTaken, ({ person }) =>
    event(person(), {}, { evtName: 'Web Session Started' })
  ),
  open('q15-colon', 15, 'An event name with a colon is taken.', isTaken, ({ person }) =>
    event(person(), {}, { evtName: 'Conform: Test' })
  ),
  open('q15-full-stop', 15, 'An event name with a full stop is taken.', isTaken, ({ person }) =>
    event(person(), {}, { evtName: 'Conform.Test' })
  ),
  open('q15-long', 15, 'An event name of 600 characters is taken.', isTaken, ({ person }) =>
    event(person(), {}, { evtName: 'C'.repeat(600) })
  ),
  open('q15-empty', 15, 'An event without properties is taken.', isTaken, ({ person }) => event(person(), {})),
  open('q16-101', 16, 'An event of 101 properties is refused.', '522, unless the account takes more', ({ person }) =>
    event(person(), properties(101))
  ),
  open('q16-257', 16, 'An event of 257 properties is refused.', '522, unless the account takes more', ({ person }) =>
    event(person(), properties(257))
  ),
  open('q18-items', 18, 'Charged is taken with nested objects in Items.', isTaken, ({ person }) =>
    event(person(), { Amount: 1, Items: [{ Name: 'Book', maker: { city: 'Oslo' } }] }, { evtName: 'Charged' })
  ),
  open('q18-list', 18, 'A plain list in another event is taken.', isTaken, ({ person }) =>
    event(person(), { tags: ['a', 'b'] })
  ),
  open('q21-121', 21, 'An identity of 121 characters is taken.', isTaken, ({ person }) =>
    profile(person().padEnd(121, 'x'), {})
  ),
  open('q21-1025', 21, 'An identity of 1,025 characters is refused.', '523', ({ person }) =>
    profile(person().padEnd(1025, 'x'), {})
  ),
  open('q21-none', 21, 'The identity "none" is refused.', '523', () => profile('none', {})),
  open('q21-empty', 21, 'The identity "empty" is refused.', '523', () => profile('empty', {})),
  open('q22-zero', 22, 'The phone number +0123456789 is refused.', '516', ({ person }) =>
    profile(person(), { Phone: '+0123456789' })
  ),
  open('q22-trunk', 22, 'The phone number +4402079460958 is taken.', isTaken, ({ person }) =>
    profile(person(), { Phone: '+4402079460958' })
  ),
  open('q22-spaces', 22, 'A phone number with spaces is refused.', '516', ({ person }) =>
    profile(person(), { Phone: '+44 20 7946 0958' })
  )
]

export const judgedValues: Scenario[] = [...takenRows, ...rows].map(toJudged)
