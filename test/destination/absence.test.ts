import type { Settled } from '../../src/destinations/clevertap/delivery/outcome'
import { classify, deletions, delivered, one, three, uploads } from './replies'

const warning = 'CleverTap has no profile with this identity, so there was nothing to delete.'
const single = [{ identity: 'u-77' }]

describe('the deletion of a profile that does not exist', () => {
  it.each([
    'Profile not found',
    'No such user.',
    'Identity does not exist',
    "User doesn't exist",
    'Profiles could not be found',
    'No profile found',
    'no matching profiles',
    'Cannot find profile',
    'Unknown identity',
    'Customer is not known',
    'The profile no longer exists'
  ])('is done, with a warning, after %j', (error) => {
    const done: Settled = { fate: 'delivered', verdict: { status: 'fail', error }, warning }
    expect(classify({ status: 'fail', error }, single, deletions)).toEqual([done])
    expect(classify({ status: 'fail', processed: 0, unprocessed: [{ error }] }, single, deletions)).toEqual([done])
    expect(classify({ status: 'fail', error, code: 400 }, single, deletions)).toEqual([
      { ...done, verdict: { status: 'fail', code: 400, error } }
    ])
  })

  it('is done where the words name the identity, which are not shown then', () => {
    expect(classify({ status: 'fail', error: 'Identity u-77 not found', code: 404 }, single, deletions)).toEqual([
      { fate: 'delivered', verdict: { status: 'fail', code: 404 }, warning }
    ])
  })

  it('leaves the others of its request done', () => {
    const unprocessed = [{ error: 'Profile not found. Skipped record number : 2' }]
    const records = [{ identity: 'u-1' }, { identity: 'u-2' }]
    expect(classify({ status: 'partial', unprocessed }, records, deletions)).toEqual([
      delivered,
      { fate: 'delivered', verdict: { status: 'fail', error: 'Profile not found.' }, warning }
    ])
  })

  it('has each asked for alone where the words do not say which of several it is', () => {
    expect(classify({ status: 'fail', error: 'Profile not found' }, three, deletions)).toBeUndefined()
  })
})

describe('a deletion that is refused', () => {
  it.each([
    'Account not found for this user',
    'Project not found',
    'Invalid identity',
    'Identity field not found in request',
    'Required key identity is not present',
    'Not found',
    'Max 100 are allowed',
    'Profile is locked'
  ])('is not done after %j', (error) => {
    expect(classify({ status: 'fail', error }, single, deletions)).toMatchObject([{ fate: 'rejected', status: 400 }])
  })

  it('is not done for a code alone, and the REST Endpoint is not blamed', () => {
    expect(classify({ status: 'fail', code: 404 }, single, deletions)).toEqual([
      {
        fate: 'rejected',
        status: 404,
        code: '404',
        reason: 'CleverTap refused this record with code 404: it did not find what the record is about.',
        verdict: { status: 'fail', code: 404 }
      }
    ])
  })

  it('is not done because its identity reads like it', () => {
    const records = [{ identity: 'no such profile' }]
    const content = { status: 'fail', error: 'Malformed identity: no such profile' }
    expect(classify(content, records, deletions)).toMatchObject([{ fate: 'rejected' }])
  })

  it('is sent again while CleverTap has trouble of its own', () => {
    const content = { status: 'fail', error: 'Profile not found', code: 503 }
    expect(classify(content, single, deletions)).toMatchObject([{ fate: 'transient', status: 503 }])
  })
})

it('an upload that finds no profile is refused', () => {
  expect(classify({ status: 'fail', error: 'Profile not found' }, one, uploads)).toMatchObject([{ fate: 'rejected' }])
})
