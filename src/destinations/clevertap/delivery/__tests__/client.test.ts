import { send } from '../client'
import { everythingIn } from '../../__tests__/__helpers__/clevertap'

describe('send', () => {
  it("keeps the request of the framework's time-out error, and with it the passcode, to itself", async () => {
    const timeout = Object.assign(new Error('Request timed out'), {
      code: 'ETIMEDOUT',
      request: { headers: { 'X-CleverTap-Passcode': 'TOP-SECRET' } },
      options: { headers: { 'X-CleverTap-Passcode': 'TOP-SECRET' } }
    })
    const reply = await send(() => Promise.reject(timeout), 'https://in1.api.clevertap.com/1/upload', {})
    expect(reply).toEqual({ kind: 'silence', cause: timeout })
    expect(reply).toMatchObject({ cause: { code: 'ETIMEDOUT', message: 'Request timed out' } })
    expect(everythingIn(reply)).not.toContain('TOP-SECRET')
  })
})
