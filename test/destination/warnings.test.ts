/** The warnings of both builders as values, which the page shows beside the attribute that each is about. */
import { buildEventRecord } from '../../src/destinations/clevertap/eventUpload/record'
import { buildProfileRecord } from '../../src/destinations/clevertap/userUpload/record'

const summarize = (built: ReturnType<typeof buildProfileRecord> | ReturnType<typeof buildEventRecord>) =>
  built.fate === 'valid' ? built.warnings.map(({ attribute, isLeftOut }) => ({ attribute, isLeftOut })) : built

it('a warning about a person names the attribute and says whether it is left out', () => {
  const built = buildProfileRecord(
    {
      identity: 'u-1',
      ts: 'yesterday',
      profileData: { 'a.b': 1, Email: 'nobody', address: { city: 'Pune' }, address_city: 'Goa' },
      phoneCountry: 'Atlantis',
      nestedData: 'flatten'
    },
    0
  )
  expect(summarize(built)).toEqual([
    { attribute: 'Created At', isLeftOut: true },
    { attribute: 'Country of Phone Numbers', isLeftOut: false },
    { attribute: 'Email', isLeftOut: true },
    { attribute: 'a.b', isLeftOut: false },
    { attribute: 'address_city', isLeftOut: true }
  ])
})

it('a warning about an event names the property and says whether it is left out', () => {
  const built = buildEventRecord(
    { identity: 'u-1', eventName: 'Charged', ts: 'yesterday', eventData: { Amount: 'ten', 'a.b': 1 } },
    0
  )
  expect(summarize(built)).toEqual([
    { attribute: 'Event Time', isLeftOut: true },
    { attribute: 'Amount', isLeftOut: true },
    { attribute: 'a.b', isLeftOut: false }
  ])
})
