/** CleverTap's published Node client against the emulator: its own calls, answered as it expects. */
import * as clevertap from 'clevertap'
import { startEmulator } from '../src/emulator'
import type { Emulator } from '../src/emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

/** The client as a customer makes it; it knows the regions alone, so it is pointed at this machine afterwards. */
function createClient(passcode = emulator.passcode): clevertap.Client {
  const client = clevertap.init(emulator.accountId, passcode, clevertap.REGIONS.INDIA)
  client.api.apiEndpoint = `${emulator.url}/1`
  return client
}

const profile = (identity: string, profileData: object) => ({ type: 'profile', identity, profileData })

const taken = (processed: number) => ({ status: 'success', processed, unprocessed: [] })

it('uploads a profile and reads it by identity, email and object ID', async () => {
  const client = createClient()
  const record = { type: 'profile', identity: 'u-1', objectId: '__h1', profileData: { Email: 'a@b.co', Plan: 'gold' } }
  await expect(client.upload([record])).resolves.toEqual(taken(1))
  const found = {
    status: 'success',
    record: {
      identity: 'u-1',
      email: 'a@b.co',
      profileData: { Plan: 'gold' },
      events: {},
      platformInfo: [{ objectId: '__h1' }]
    }
  }
  await expect(client.profile({ identity: 'u-1' })).resolves.toEqual(found)
  await expect(client.profile({ email: 'a@b.co' })).resolves.toEqual(found)
  await expect(client.profile({ objectId: '__h1' })).resolves.toEqual(found)
})

it('uploads an event by each identifier', async () => {
  const events = ['identity', 'objectId', 'FBID', 'GPID'].map((key) => ({
    type: 'event',
    [key]: `_${key}`,
    ts: 1700000000,
    evtName: 'Charged',
    evtData: { Amount: 300, Items: [{ Name: 'Book' }] }
  }))
  await expect(createClient().upload(events)).resolves.toEqual(taken(4))
  expect(emulator.events()).toEqual(
    ['identity', 'objectId', 'FBID', 'GPID'].map((key) => ({
      [key]: `_${key}`,
      ts: 1700000000,
      evtName: 'Charged',
      evtData: { Amount: 300, Items: [{ Name: 'Book' }] }
    }))
  )
})

it('uploads in batches, one answer for each', async () => {
  const records = Array.from({ length: 250 }, (_, index) => profile(`u-${index}`, {}))
  await expect(createClient().upload(records)).resolves.toEqual([taken(100), taken(100), taken(50)])
  await expect(createClient().upload(records.slice(0, 4), { batchSize: 3 })).resolves.toEqual([taken(3), taken(1)])
  expect(emulator.counters()).toMatchObject({ requests: { upload: 5 }, profiles: 250 })
})

it('is told which record of a batch was refused, and why', async () => {
  const records = [profile('u-1', {}), profile('u-2', { Phone: '223' })]
  await expect(createClient().upload(records)).resolves.toEqual({
    status: 'partial',
    processed: 1,
    unprocessed: [
      {
        status: 'fail',
        code: 516,
        error: 'Profile data is incorrect. Phone number is not valid.Skipped record number : 2',
        record: records[1]
      }
    ]
  })
  expect(Array.from(emulator.profiles().keys())).toEqual(['u-1'])
})

it('deletes one profile, and several', async () => {
  const client = createClient()
  await client.upload(['u-1', 'u-2', 'u-3', 'u-4'].map((identity) => profile(identity, {})))
  await expect(client.delete({ identity: 'u-1' })).resolves.toEqual({ status: 'success' })
  await expect(client.delete({ identity: ['u-2', 'u-3'] })).resolves.toEqual({ status: 'success' })
  expect(Array.from(emulator.profiles().keys())).toEqual(['u-4'])
})

it('is told that no profile has an identity', async () => {
  await expect(createClient().profile({ identity: 'nobody' })).resolves.toEqual({ status: 'success', record: null })
})

it('is told of a wrong passcode', async () => {
  await expect(createClient('WRONG').upload([profile('u-1', {})])).resolves.toEqual({
    status: 'fail',
    error: 'Invalid Credentials',
    code: 401
  })
})

it('is told of too many requests, and of what is not emulated', async () => {
  emulator.setFaults({ next: [{ kind: 'status', status: 429 }] })
  const client = createClient()
  await expect(client.upload([profile('u-1', {})])).resolves.toEqual({
    status: 'fail',
    error: 'Too many concurrent requests',
    code: 429
  })
  await expect(client.demerge({ identities: ['u-1'] })).resolves.toMatchObject({ status: 'fail', code: 501 })
})

it('survives a cut connection and a page of HTML, of which it makes an error', async () => {
  emulator.setFaults({ next: [{ kind: 'cutBefore' }, { kind: 'garbage' }] })
  const client = createClient()
  await expect(client.upload([profile('u-1', {})])).resolves.toBe('error')
  await expect(client.upload([profile('u-2', {})])).resolves.toBe('error')
  expect(Array.from(emulator.profiles().keys())).toEqual(['u-2'])
})
