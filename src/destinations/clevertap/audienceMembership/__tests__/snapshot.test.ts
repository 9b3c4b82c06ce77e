import { casesOfSnapshots, sendGenerated } from '../../__tests__/__helpers__/generated'

const actionSlug = 'audienceMembership'
const destinationSlug = 'Clevertap'

describe(`Testing snapshot for ${destinationSlug}'s ${actionSlug} destination action:`, () => {
  it.each(casesOfSnapshots)('$name', async ({ isRequiredOnly }) => {
    expect(await sendGenerated(`${destinationSlug}#${actionSlug}`, actionSlug, isRequiredOnly)).toMatchSnapshot()
  })
})
