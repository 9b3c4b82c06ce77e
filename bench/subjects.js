/** Who takes part: everyone gets the same events and is asked for the same thing, `deliver(events)`. */
const path = require('path')
const { createRequire } = require('module')

const product = createRequire(path.join(__dirname, '../package.json'))
const { Destination, createRequestClient } = product('@segment/actions-core')
const { oldMapping } = require('./events')

const built = (file) => require(path.join(__dirname, '../dist/destinations/clevertap', file))
const definition = built('index').default

const quickSetup = (action) => definition.presets.find(({ partnerAction }) => partnerAction === action).mapping

const settings = (url) => ({ clevertapAccountId: 'ACCOUNT', clevertapPasscode: 'PASSCODE', clevertapEndpoint: url })

/** A copy that may be sent to the stand-in; the framework caches schemas by name, so it gets a name of its own. */
function at(url, { authentication, ...rest }, name) {
  const { clevertapEndpoint, ...fields } = authentication.fields
  const choices = [...clevertapEndpoint.choices, { label: 'Stand-in', value: url }]
  return {
    ...rest,
    name,
    authentication: { ...authentication, fields: { ...fields, clevertapEndpoint: { ...clevertapEndpoint, choices } } }
  }
}

const subscriptionTo = (action, mapping) => ({
  partnerAction: action,
  subscribe: action === 'userUpload' ? 'type = "identify"' : 'event = "Delete User"',
  mapping
})

/** Through the framework, in batches. The framework never forgets responses, so they are cleared. */
function inBatches(destination, url, subscription) {
  return async (events) => {
    const [{ multistatus }] = await destination.onBatch(events, { ...settings(url), subscription })
    destination.responses.length = 0
    return multistatus
  }
}

/** Through the framework, one by one, so many at a time. */
function oneByOne(destination, url, subscription, concurrency) {
  return async (events) => {
    let next = 0
    const work = async () => {
      while (next < events.length) {
        await destination.onEvent(events[next++], { ...settings(url), subscription })
        destination.responses.length = 0
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work))
  }
}

/** The floor: the bodies that this destination sends, made beforehand, through the framework's request client. */
async function bare(url, action, subscription, events) {
  const destination = new Destination(at(url, definition, 'Source of the bodies'))
  await destination.onBatch(events, { ...settings(url), subscription })
  const sent = destination.responses.map(({ request, options }) => ({ url: request.url, json: options.json }))
  const request = createRequestClient({ skipResponseCloning: true, headers: { 'X-CleverTap-Account-Id': 'ACCOUNT' } })
  return async () => {
    for (const { url, json } of sent) {
      await request(url, { method: 'post', json })
    }
  }
}

/**
 * @param subject ours | ours-single | incumbent | noop | floor
 * @param mapping old | quick | a mapping
 */
async function createSubject({ subject, action = 'userUpload', mapping = 'old', url, concurrency = 16 }, events) {
  const chosen = mapping === 'old' ? oldMapping : mapping === 'quick' ? quickSetup(action) : mapping
  const subscription = subscriptionTo(action, action === 'userDelete' ? quickSetup(action) : chosen)
  switch (subject) {
    case 'ours':
      return inBatches(new Destination(at(url, definition, 'Ours')), url, subscription)
    case 'ours-single':
      return oneByOne(new Destination(at(url, definition, 'Ours')), url, subscription, concurrency)
    case 'incumbent': {
      const incumbent = require('@segment/action-destinations/dist/destinations/clevertap').default
      const core = require('@segment/actions-core')
      return oneByOne(new core.Destination(at(url, incumbent, 'Incumbent')), url, subscription, concurrency)
    }
    case 'noop': {
      const action_ = { ...definition.actions[action], perform: () => undefined, performBatch: () => undefined }
      const noop = { ...at(url, definition, 'No-op'), actions: { [action]: action_ } }
      return inBatches(new Destination(noop), url, subscription)
    }
    case 'floor':
      return bare(url, action, subscription, events)
  }
}

module.exports = { built, createSubject, definition, product, quickSetup }
