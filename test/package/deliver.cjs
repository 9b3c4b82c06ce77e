/** What a user of the package does with it: run the destination and the emulator, look at the outcome. */
const assert = require('assert/strict')

module.exports = async function deliver({
  default: defaultExport,
  destination,
  Destination,
  startEmulator,
  withEndpoint
}) {
  assert.equal(destination.slug, 'actions-clevertap')
  assert.equal(defaultExport, destination)

  const emulator = await startEmulator()
  try {
    const { url, accountId, passcode } = emulator
    const settings = { clevertapAccountId: accountId, clevertapPasscode: passcode, clevertapEndpoint: url }
    const definition = withEndpoint(url)
    const { mapping, ...preset } = destination.presets.find(({ partnerAction }) => partnerAction === 'userUpload')
    const subscription = { ...preset, mapping: { ...mapping, invalidAttributes: 'send' } }
    const identify = (userId, traits) => ({
      type: 'identify',
      messageId: userId,
      userId,
      traits,
      timestamp: '2006-01-02T18:04:07Z'
    })

    await new Destination(definition).testAuthentication(settings)

    const ada = identify('u-1', { email: 'ada@example.com', joined: '2006-01-02T18:04:07Z' })
    const results = await new Destination(definition).onEvent(ada, { ...settings, subscription })
    assert.deepEqual(results.at(-1).data, { status: 'success' })
    const { profileData } = emulator.profiles().get('u-1')
    assert.equal(profileData.Email, 'ada@example.com')
    assert.equal(profileData.joined, 1136225047)

    const events = [identify('u-2', {}), identify('u-3', { phone: '12' }), identify('null', {})]
    const [{ multistatus }] = await new Destination(definition).onBatch(events, { ...settings, subscription })
    assert.deepEqual(
      multistatus.map(({ status }) => status),
      [200, 400, 400]
    )

    await new Destination(definition).onDelete({ type: 'delete', userId: 'u-1' }, settings)
    assert.deepEqual([...emulator.profiles().keys()], ['u-2'])
  } finally {
    await emulator.close()
  }
}
