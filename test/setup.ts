/** Keeps every test on this machine: only loopback is reachable, and no interceptor outlives its test. */
import nock from 'nock'

beforeEach(() => {
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost)(:\d+)?$/)
})

afterEach(() => nock.cleanAll())

afterAll(() => nock.restore())
