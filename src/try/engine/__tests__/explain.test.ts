/** What becomes of an event, asked of the shipped destination and the emulator. */
import { allSubscriptions, presetSubscriptions } from '../../../segment/subscriptions'
import { actions } from '../actions'
import { builders } from '../builders'
import { startEngine } from '../explain'
import type { Engine } from '../explain'
import type { Case, JsonObject, Subscription } from '../../protocol'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())

const presets = presetSubscriptions() as Subscription[]
const [upload, deletion] = presets

const identify = (userId: string, traits: JsonObject = { plan: 'gold' }): JsonObject => ({
  type: 'identify',
  timestamp: '2024-03-04T05:06:07.000Z',
  userId,
  traits
})
const deleteUser = (userId: string): JsonObject => ({ type: 'track', event: 'Delete User', userId })

const ask = (event: Case['event'], more: Partial<Case> = {}) =>
  engine.explain({ event, subscriptions: presets, ...more })

const askOne = async (event: JsonObject, more: Partial<Case> = {}) => {
  const explanation = await ask(event, more)
  const [result] = explanation.events
  const [delivery] = result.deliveries
  return { explanation, result, delivery }
}

describe('an event that is delivered', () => {
  it('is explained from trigger to profile', async () => {
    const { explanation } = await askOne(identify('ada-1', { phone: '98450 12345', plan: 'gold' }), {
      subscriptions: [
        {
          ...upload,
          mapping: {
            identity: { '@path': '$.userId' },
            profileData: { '@path': '$.traits' },
            standardAttributes: { Phone: { '@path': '$.traits.phone' } }
          }
        },
        deletion
      ],
      before: { 'ada-1': { points: 40 } }
    })
    const warning = expect.stringMatching(/^Phone was left out: it must be a phone number with \+ and the country code/)
    const updated = {
      identity: 'ada-1',
      existed: true,
      exists: true,
      attributes: [
        { key: 'points', before: 40, after: 40, change: 'same' },
        { key: 'plan', after: 'gold', change: 'new' }
      ]
    }
    expect(explanation).toEqual({
      events: [
        {
          fate: 'delivered',
          reason: '',
          warnings: [warning],
          notices: [
            expect.objectContaining({
              kind: 'leftOut',
              text: 'Phone 98450 12345 has no country code.',
              subscription: 0
            })
          ],
          triggers: [
            {
              subscription: 0,
              name: 'Event Type is Identify',
              action: 'User Upload',
              subscribe: 'type = "identify"',
              matches: true,
              joined: 'and',
              conditions: [{ text: 'type = "identify"', holds: true, actual: 'identify' }]
            },
            {
              subscription: 1,
              name: 'Event Name is Delete User',
              action: 'User Delete',
              subscribe: 'event = "Delete User"',
              matches: false,
              joined: 'and',
              conditions: [{ text: 'event = "Delete User"', holds: false }]
            }
          ],
          deliveries: [
            {
              subscription: 0,
              name: 'Event Type is Identify',
              action: 'User Upload',
              outcome: { fate: 'delivered', reason: '', warnings: [warning] },
              identity: 'ada-1',
              sentAs: 'profile',
              mapped: [
                { key: 'identity', label: 'Identity', value: 'ada-1', from: ['userId'] },
                {
                  key: 'profileData',
                  label: 'Person Attributes',
                  value: { phone: '98450 12345', plan: 'gold' },
                  from: ['traits']
                },
                {
                  key: 'standardAttributes',
                  label: 'Standard Attributes',
                  value: { Phone: '98450 12345' },
                  from: ['traits.phone']
                }
              ],
              attributes: [
                {
                  attribute: 'Phone',
                  leftOut: warning,
                  from: ['traits.phone'],
                  original: '98450 12345',
                  field: 'standardAttributes',
                  isStandard: true
                },
                { attribute: 'plan', sent: 'gold', from: ['traits.plan'], field: 'profileData' }
              ],
              exchanges: [
                {
                  try: 1,
                  method: 'POST',
                  url: 'https://<region>.api.clevertap.com/1/upload',
                  headers: expect.arrayContaining([
                    ['content-type', 'application/json'],
                    ['x-clevertap-passcode', '•••']
                  ]),
                  body: '{"d":[{"type":"profile","source":"Segment","identity":"ada-1","profileData":{"plan":"gold"}}]}',
                  status: 200,
                  reply: '{"status":"success","processed":1,"unprocessed":[]}'
                }
              ],
              tries: [{ status: 200, fate: 'delivered' }]
            }
          ],
          profiles: [updated],
          recorded: []
        }
      ],
      profiles: [updated],
      recorded: [],
      unusable: [],
      mappings: [
        { subscription: 0, takes: 1 },
        { subscription: 1, takes: 0 }
      ],
      tookMs: expect.any(Number)
    })
  })

  it('begins from nothing each time', async () => {
    await ask(identify('ada-1'))
    expect((await ask(identify('grace-2'))).profiles.map(({ identity }) => identity)).toEqual(['grace-2'])
  })

  it('goes to every mapping that takes it, and has the worst of their fates', async () => {
    const other = { ...upload, name: 'By email', mapping: { identity: { '@path': '$.traits.email' } } }
    const { result } = await askOne(identify('ada-1', { email: 'n/a' }), { subscriptions: [upload, other] })
    expect(result.fate).toBe('invalid')
    expect(result.deliveries.map(({ name, outcome }) => [name, outcome.fate])).toEqual([
      ['Event Type is Identify', 'delivered'],
      ['By email', 'invalid']
    ])
  })
})

describe('a deletion', () => {
  const before = { 'ada-1': { plan: 'gold' } }
  const gone = {
    identity: 'ada-1',
    existed: true,
    exists: false,
    attributes: [{ key: 'plan', before: 'gold', change: 'removed' }]
  }

  it('removes the profile', async () => {
    const { explanation, delivery } = await askOne(deleteUser('ada-1'), { before })
    expect(explanation.profiles).toEqual([gone])
    expect(delivery).toMatchObject({
      action: 'User Delete',
      exchanges: [{ body: '{"identity":"ada-1"}' }],
      attributes: []
    })
  })

  it('of a profile that is not there says so', async () => {
    const { explanation } = await askOne(deleteUser('ada-1'))
    expect(explanation.profiles).toEqual([{ identity: 'ada-1', existed: false, exists: false, attributes: [] }])
  })

  it('that Segment asks for has no mapping', async () => {
    const { explanation, result, delivery } = await askOne({ type: 'delete', userId: 'ada-1' }, { before })
    expect(explanation.profiles).toEqual([gone])
    expect(result).toMatchObject({ fate: 'delivered', triggers: [{ matches: false }, { matches: false }] })
    expect(delivery).toMatchObject({
      name: 'Deletion request',
      action: 'Deletion request',
      identity: 'ada-1',
      mapped: [{ key: 'userId', label: 'User ID', value: 'ada-1', from: ['userId'] }],
      exchanges: [{ body: '{"identity":"ada-1"}' }]
    })
    expect(delivery).not.toHaveProperty('subscription')
  })

  it('that Segment asks for without a userId sends nothing', async () => {
    const { result, delivery } = await askOne({ type: 'delete' })
    expect(result.fate).toBe('invalid')
    expect(delivery).toMatchObject({ mapped: [], exchanges: [] })
  })
})

describe('an event that is recorded', () => {
  const record: Subscription = {
    partnerAction: 'eventUpload',
    subscribe: 'type = "track" and userId != null and event != "Delete User"',
    mapping: {
      identity: { '@path': '$.userId' },
      eventName: { '@path': '$.event' },
      ts: { '@path': '$.timestamp' },
      eventData: { '@path': '$.properties' },
      chargedOrders: true,
      chargedData: { Amount: { '@path': '$.properties.total' }, Items: { '@path': '$.properties.products' } }
    }
  }
  const order: JsonObject = {
    type: 'track',
    event: 'Order Completed',
    userId: 'ada-1',
    timestamp: '2024-03-04T05:06:07.000Z',
    properties: { total: '27.5', products: [{ sku: 'G-32' }], coupon: 'SPRING' }
  }

  it('is in CleverTap with its name, time and properties, and each property with where it came from', async () => {
    const { explanation, delivery } = await askOne(order, { subscriptions: [record] })
    expect(explanation.recorded).toEqual([
      {
        identity: 'ada-1',
        name: 'Charged',
        ts: 1709528767,
        data: { coupon: 'SPRING', Amount: 27.5, Items: [{ sku: 'G-32' }] }
      }
    ])
    expect(delivery).toMatchObject({ name: 'Event Upload', action: 'Event Upload', identity: 'ada-1', sentAs: 'event' })
    expect(delivery.attributes).toMatchObject([
      { attribute: 'Amount', sent: 27.5, from: ['properties.total'], original: '27.5' },
      { attribute: 'Items', sent: [{ sku: 'G-32' }], from: ['properties.products'] },
      { attribute: 'coupon', sent: 'SPRING', from: ['properties.coupon'] }
    ])
  })

  it('creates the profile that is not there yet', async () => {
    const { explanation } = await askOne(order, { subscriptions: [record] })
    expect(explanation.profiles).toEqual([{ identity: 'ada-1', existed: false, exists: true, attributes: [] }])
  })
})

describe('an event that is not delivered', () => {
  it('because no mapping takes it says what each asks for', async () => {
    const { explanation, result } = await askOne({ type: 'track', event: 'Product Viewed', userId: 'ada-1' })
    expect(result).toMatchObject({ fate: 'notSubscribed', reason: '', deliveries: [] })
    expect(result.triggers.map(({ conditions }) => conditions)).toEqual([
      [{ text: 'type = "identify"', holds: false, actual: 'track' }],
      [{ text: 'event = "Delete User"', holds: false, actual: 'Product Viewed' }]
    ])
    expect(explanation.profiles).toEqual([])
  })

  it('because the mapping is switched off is not subscribed', async () => {
    const { result } = await askOne(identify('ada-1'), { subscriptions: [{ ...upload, enabled: false }, deletion] })
    expect(result.fate).toBe('notSubscribed')
    expect(result.triggers.map(({ subscription }) => subscription)).toEqual([1])
  })

  it('because its sender keeps it from the destination is not subscribed', async () => {
    const { result } = await askOne({ ...identify('ada-1'), integrations: { All: false } })
    expect(result).toMatchObject({ fate: 'notSubscribed', deliveries: [], triggers: [{ matches: false }, {}] })
  })

  it('because it has no type says what each trigger asks for', async () => {
    const { result } = await askOne({ userId: 'ada-1', traits: {} })
    expect(result).toMatchObject({ fate: 'malformed', reason: 'It has no type, such as "type": "identify".' })
    expect(result.triggers[0].conditions).toEqual([{ text: 'type = "identify"', holds: false }])
  })

  it('without an identity is invalid, and nothing is sent', async () => {
    const { result, delivery } = await askOne(identify('undefined'))
    expect(result).toMatchObject({ fate: 'invalid', reason: expect.stringContaining('placeholder') })
    expect(delivery).toMatchObject({ exchanges: [], attributes: [] })
  })

  it('that makes a mapping throw is invalid, and the others are delivered', async () => {
    const mapping = { ...upload.mapping, standardAttributes: { Name: { '@template': '{{traits.name}}' } } }
    const events = [identify('ada-1', { name: 'Ada' }), identify('grace-2', { name: { toString: 1 } })]
    const { events: results } = await ask(events, { subscriptions: [{ ...upload, mapping }] })
    expect(results.map(({ fate, reason }) => [fate, reason])).toEqual([
      ['delivered', ''],
      ['invalid', 'The mapping cannot be applied to this event.']
    ])
    expect(results[0].deliveries[0].exchanges).toHaveLength(1)
  })

  it('because it is no object is malformed', async () => {
    const { events } = await ask([identify('ada-1'), 3 as unknown as JsonObject])
    expect(events.map(({ fate }) => fate)).toEqual(['delivered', 'malformed'])
    expect(events[1]).toMatchObject({ reason: 'It is not a JSON object.', triggers: [], deliveries: [] })
  })
})

describe('when CleverTap answers', () => {
  it.each([
    ['401', { answer: '401' as const }, 'unauthorized', 401, []],
    ['429', { answer: '429' as const }, 'transient', 429, []],
    ['503', { answer: '503' as const }, 'transient', 503, []],
    ['nothing, and has applied the request', { answer: 'cutAfter' as const }, 'transient', undefined, ['ada-1']],
    ['HTML, and has applied the request', { answer: 'html' as const }, 'transient', 200, ['ada-1']],
    ['with a refusal', { answer: { refuse: 516 } }, 'rejected', 200, []]
  ])('%s, the event is judged as Segment would', async (_name, more, fate, status, existing) => {
    const { explanation, result, delivery } = await askOne(identify('ada-1'), more)
    expect(result).toMatchObject({ fate, reason: expect.stringMatching(/CleverTap/) })
    expect(delivery.exchanges.map((exchange) => exchange.status)).toEqual([status])
    expect(explanation.profiles.filter(({ exists }) => exists).map(({ identity }) => identity)).toEqual(existing)
  })
})

it('knows how each action makes its records', () => {
  expect(Object.keys(builders)).toEqual(expect.arrayContaining(Object.keys(actions)))
})

describe('when CleverTap is in trouble for the first tries', () => {
  it('Segment tries again until it is not, and the profile is that after the last try', async () => {
    const { explanation, result, delivery } = await askOne(identify('ada-1'), { answer: { fault: '503', times: 2 } })
    expect(result.fate).toBe('delivered')
    expect(delivery.simulated).toBe(true)
    expect(delivery.tries).toEqual([
      { status: 503, fate: 'transient' },
      { status: 503, fate: 'transient' },
      { status: 200, fate: 'delivered' }
    ])
    expect(delivery.exchanges.map((exchange) => [exchange.try, exchange.status, exchange.reply])).toEqual([
      [1, 503, ''],
      [2, 503, ''],
      [3, 200, '{"status":"success","processed":1,"unprocessed":[]}']
    ])
    expect(explanation.profiles).toMatchObject([{ identity: 'ada-1', exists: true }])
  })

  it('an event that was applied without an answer is counted twice', async () => {
    const [eventUpload] = allSubscriptions().filter(({ partnerAction }) => partnerAction === 'eventUpload')
    const viewed = { type: 'track', event: 'Product Viewed', userId: 'ada-1', properties: { sku: 'G-32' } }
    const { explanation, result } = await askOne(viewed, {
      subscriptions: [eventUpload as Subscription],
      answer: { fault: 'cutAfter', times: 1 }
    })
    const recorded = { identity: 'ada-1', name: 'Product Viewed', data: { sku: 'G-32' } }
    expect(explanation.recorded).toEqual([recorded, recorded])
    expect(result.recorded).toEqual([recorded, recorded])
  })

  it('what Segment does not repeat is tried once', async () => {
    const { delivery } = await askOne(identify('ada-1'), { answer: { fault: '401', times: 3 } })
    expect(delivery.tries).toEqual([{ status: 401, fate: 'unauthorized' }])
  })
})

describe('several events', () => {
  it('run in order, in batches as Segment makes them', async () => {
    const { events, profiles } = await ask([
      identify('ada-1', { plan: 'gold' }),
      identify('grace-2', { plan: 'free' }),
      identify('ada-1', { plan: 'platinum' }),
      deleteUser('grace-2')
    ])
    expect(events.map(({ fate }) => fate)).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
    const [first, second, third] = events.map(({ deliveries }) => deliveries[0].exchanges[0].body)
    expect(first).toBe(second)
    expect(JSON.parse(first).d.map(({ identity }: JsonObject) => identity)).toEqual(['ada-1', 'grace-2'])
    expect(third).toBe(first)
    expect(profiles.map(({ identity, exists }) => [identity, exists])).toEqual([
      ['ada-1', true],
      ['grace-2', false]
    ])
  })

  it('of one person go out together, and each says what it changed', async () => {
    const { events } = await ask([
      identify('ada-1', { plan: 'gold' }),
      identify('grace-2', { plan: 'free' }),
      identify('ada-1', { plan: 'platinum', age: 36 }),
      deleteUser('ada-1')
    ])
    expect(events.map(({ profiles }) => profiles)).toEqual([
      [
        {
          identity: 'ada-1',
          existed: false,
          exists: true,
          attributes: [{ key: 'plan', after: 'gold', change: 'new' }]
        }
      ],
      [
        {
          identity: 'grace-2',
          existed: false,
          exists: true,
          attributes: [{ key: 'plan', after: 'free', change: 'new' }]
        }
      ],
      [
        {
          identity: 'ada-1',
          existed: true,
          exists: true,
          attributes: [
            { key: 'plan', before: 'gold', after: 'platinum', change: 'changed' },
            { key: 'Age', after: 36, change: 'new' }
          ]
        }
      ],
      [
        {
          identity: 'ada-1',
          existed: true,
          exists: false,
          attributes: [
            { key: 'plan', before: 'platinum', change: 'removed' },
            { key: 'Age', before: 36, change: 'removed' }
          ]
        }
      ]
    ])
  })

  it('of one person each say what they left', async () => {
    const [eventUpload] = allSubscriptions().filter(({ partnerAction }) => partnerAction === 'eventUpload')
    const viewed = (sku: string) => ({ type: 'track', event: 'Product Viewed', userId: 'ada-1', properties: { sku } })
    const { events } = await ask([viewed('A'), viewed('B'), viewed('A')], {
      subscriptions: [eventUpload as Subscription]
    })
    const left = (sku: string) => [{ identity: 'ada-1', name: 'Product Viewed', data: { sku } }]
    expect(events.map(({ recorded }) => recorded)).toEqual([left('A'), left('B'), left('A')])
  })

  it('have origins of their own', async () => {
    const { events } = await ask([identify('ada-1', { a: 1 }), identify('grace-2', { b: 2 })])
    expect(events.map(({ deliveries }) => deliveries[0].attributes)).toMatchObject([
      [{ attribute: 'a', sent: 1, from: ['traits.a'] }],
      [{ attribute: 'b', sent: 2, from: ['traits.b'] }]
    ])
  })
})

describe('a mapping', () => {
  it('that cannot be used is named with its field, and the others still run', async () => {
    const broken = { ...upload, name: 'Broken', mapping: { ...upload.mapping, ts: { '@nonsense': 'x' } } }
    const { explanation, result } = await askOne(identify('ada-1'), { subscriptions: [broken, upload] })
    expect(explanation.unusable).toEqual([
      {
        subscription: 0,
        field: 'ts',
        problem: expect.stringMatching(/^the field "ts" has an unknown directive, "@nonsense"\. Segment knows @path, /)
      }
    ])
    expect(result.deliveries.map(({ name, outcome }) => [name, outcome])).toEqual([
      [
        'Broken',
        {
          fate: 'invalid',
          reason: expect.stringMatching(
            /^The mapping cannot be used: the field "ts" has an unknown directive, "@nonsense"/
          ),
          warnings: []
        }
      ],
      ['Event Type is Identify', { fate: 'delivered', reason: '', warnings: [] }]
    ])
  })

  it('whose trigger is no condition takes nothing, and the others still run', async () => {
    const { result } = await askOne(identify('ada-1'), {
      subscriptions: [{ ...upload, subscribe: 'type = "iden' }, upload]
    })
    expect(result.triggers.map(({ matches, problem }) => [matches, problem])).toEqual([
      [false, 'a quotation mark is opened and not closed'],
      [true, undefined]
    ])
    expect(result.fate).toBe('delivered')
  })
})

describe('a profile before', () => {
  it('may hold what no upload may bring', async () => {
    const { profiles } = await ask(identify('ada-1', {}), { before: { 'ada-1': { Email: ['a', 'b'], none: null } } })
    expect(profiles[0].attributes).toEqual([
      { key: 'Email', before: ['a', 'b'], after: ['a', 'b'], change: 'same' },
      { key: 'none', before: null, after: null, change: 'same' }
    ])
  })
})

it('refuses what would take more to tell than any reader takes', async () => {
  const events = Array.from({ length: 50 }, (_, index) => identify(`u-${index}`, { notes: 'x'.repeat(14_000) }))
  await expect(ask(events, { subscriptions: [upload, upload] })).rejects.toThrow(
    'The answer would be larger than 64 MB. Ask about fewer events or mappings at once.'
  )
})

it('takes names of JavaScript for names, wherever they stand', async () => {
  const traits = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d"}')
  const { result, explanation } = await askOne(identify('__proto__', traits))
  expect(result.fate).toBe('delivered')
  expect(explanation.profiles[0].identity).toBe('__proto__')
  expect(explanation.profiles[0].attributes.map(({ key }) => key)).toEqual([
    'constructor',
    'toString',
    'hasOwnProperty'
  ])
})
