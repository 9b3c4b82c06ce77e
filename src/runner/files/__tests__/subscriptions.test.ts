/** Segment's subscription objects in a file, through the command `deliver`. */
import { identify, toLines, useEmulator, useFolder } from '../../__tests__/__helpers__/world'

const folder = useFolder()
const { deliver } = useEmulator()

describe('subscriptions', () => {
  it.each([
    ['no JSON', 'x', 'is not JSON.'],
    ['no list', '{}', 'must hold a list of subscriptions.'],
    ['no mapping', '[{"partnerAction":"userUpload","subscribe":"type = \\"identify\\""}]', 'subscription 1 needs'],
    [
      'an unknown action',
      '[{"partnerAction":"x","subscribe":"type = \\"identify\\"","mapping":{}}]',
      'Subscription 1: partnerAction must be userUpload or userDelete or eventUpload.'
    ]
  ])('that cannot be used end with exit code 2: %s', async (_name, content, message) => {
    const file = folder.write('subscribed.ndjson', toLines([identify('u-1')]))
    const { exitCode, stderr } = await deliver([file, '--subscriptions', folder.write('subscriptions.json', content)])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})
