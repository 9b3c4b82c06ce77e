/** What a trigger asks for, and what the event has. */
import { explainTrigger } from '../triggers'

const event = {
  type: 'track',
  event: 'Product Viewed',
  userId: 'ada-1',
  properties: { price: 18.99, category: { name: 'tools' }, inStock: true },
  traits: { plan: 'gold', toString: 1 },
  context: { app: { name: 'Shop' } }
}

describe('a condition', () => {
  it.each([
    ['type = "track"', true, 'track'],
    ['type = "identify"', false, 'track'],
    ['type != "identify"', true, 'track'],
    ['event = "Delete User"', false, 'Product Viewed'],
    ['userId != null', true, 'ada-1'],
    ['userId = null', false, 'ada-1'],
    ['name = "Home"', false, undefined],
    ['name != null', false, undefined],
    ['properties.price > 10', true, 18.99],
    ['properties.price <= 10', false, 18.99],
    ['properties.price = 18.99', true, 18.99],
    ['properties.price != 18.99', false, 18.99],
    ['properties.category.name = "tools"', true, 'tools'],
    ['properties.inStock = true', true, true],
    ['properties.inStock = false', false, true],
    ['traits.plan != "gold"', false, 'gold'],
    ['traits.missing = "x"', false, undefined],
    ['context.app.name = "Shop"', true, 'Shop'],
    ['contains(event, "View")', true, 'Product Viewed'],
    ['!contains(event, "View")', false, 'Product Viewed'],
    ['match(event, "Product*")', true, 'Product Viewed'],
    ['match(event, "*ed")', true, 'Product Viewed'],
    ['!match(traits.plan, "go*")', false, 'gold'],
    ['event = "a == b && c in (\'d\')"', false, 'Product Viewed']
  ])('%s is judged as the destination judges it: %s', (text, holds, actual) => {
    expect(explainTrigger(text, event)).toEqual({
      matches: holds,
      joined: 'and',
      conditions: [actual === undefined ? { text, holds } : { text, holds, actual }]
    })
  })

  it('finds nothing where the event has nothing of its own', () => {
    expect(explainTrigger('traits.constructor != null', event).conditions).toEqual([
      { text: 'traits.constructor != null', holds: true }
    ])
  })

  it('that can never hold says why', () => {
    expect(explainTrigger('type = (', event)).toEqual({
      matches: false,
      joined: 'and',
      conditions: [{ text: 'type = "("', holds: false, actual: 'track' }]
    })
  })
})

describe('several conditions', () => {
  it('are joined by and', () => {
    expect(explainTrigger('type = "track" and event = "Delete User"', event)).toEqual({
      matches: false,
      joined: 'and',
      conditions: [
        { text: 'type = "track"', holds: true, actual: 'track' },
        { text: 'event = "Delete User"', holds: false, actual: 'Product Viewed' }
      ]
    })
  })

  it('are joined by or', () => {
    expect(explainTrigger('type = "page" or type = "track"', event)).toMatchObject({ matches: true, joined: 'or' })
  })

  it('in brackets are shown as one with its own', () => {
    expect(explainTrigger('type = "track" and (event = "A" or event = "B")', event)).toEqual({
      matches: false,
      joined: 'and',
      conditions: [
        { text: 'type = "track"', holds: true, actual: 'track' },
        {
          text: 'event = "A" or event = "B"',
          holds: false,
          group: {
            joined: 'or',
            conditions: [
              { text: 'event = "A"', holds: false, actual: 'Product Viewed' },
              { text: 'event = "B"', holds: false, actual: 'Product Viewed' }
            ]
          }
        }
      ]
    })
  })
})

describe('a text that is no condition', () => {
  it.each([
    ['', 'it is empty'],
    ['  ', 'it is empty'],
    ['type', 'Value token is missing'],
    ['type =', 'a value is missing at its end'],
    ['type = "identify', 'a quotation mark is opened and not closed'],
    ['(type = "identify"', 'a bracket is opened and not closed'],
    ['((type = "a") or type = "b")', 'brackets within brackets are not understood'],
    ['every identify', 'there is no condition in it, such as type = "identify"'],
    ['traits.\\. = "a"', 'it names a property that cannot be read'],
    ['('.repeat(5_001), 'it is longer than 5,000 characters'],
    ["type = 'identify'", 'text stands in double quotes, as in type = "identify"'],
    ['type == "identify"', '"==" is written "="'],
    ['type !== "identify"', '"==" is written "="'],
    ['type = "track" && event = "A"', '"&&" is written "and"'],
    ['event = "A" || event = "B"', '"||" is written "or"'],
    ['event in ["A", "B"]', '"in" is not known: write event = "A" or event = "B"'],
    ['!(event = "A")', '"!" stands only before contains or match, and in "!="']
  ])('is answered with the reason (%#)', (text, problem) => {
    expect(explainTrigger(text, event)).toEqual({ conditions: [], joined: 'and', matches: false, problem })
  })
})
