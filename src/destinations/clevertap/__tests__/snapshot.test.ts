import destination from '..'
import { casesOfSnapshots, sendGenerated } from './__helpers__/generated'

const destinationSlug = 'clevertap'

describe(`Testing snapshot for ${destinationSlug} destination:`, () => {
  for (const actionSlug of Object.keys(destination.actions)) {
    it.each(casesOfSnapshots)(`${actionSlug} action - $name`, async ({ isRequiredOnly }) => {
      expect(await sendGenerated(`${destinationSlug}#${actionSlug}`, actionSlug, isRequiredOnly)).toMatchSnapshot()
    })
  }
})
