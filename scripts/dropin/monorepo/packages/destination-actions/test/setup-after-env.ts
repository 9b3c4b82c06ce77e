/** What the monorepo does around each test file: nothing but this machine is reachable, no interceptor outlives a test. */
import nock from 'nock'

beforeAll(() => {
  if (!nock.isActive()) {
    nock.activate()
  }
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
})

beforeEach(() => nock.cleanAll())

afterAll(() => {
  nock.cleanAll()
  nock.restore()
  nock.enableNetConnect()
})
