/** The page when its server cannot answer, and what it holds of secrets. */
import type { Pages } from './browser'
import { identify } from './events'
import { type, verdictOf } from './locators'

export const testFailures = ({ open, visit, forgive, start }: Pages) =>
  describe('what goes wrong', () => {
    it('without the token, it says where to find the address', async () => {
      const pageServer = await start()
      const page = await visit({}, new URL(pageServer.url).origin)
      await page.getByRole('alert').getByText('Open the address that the command printed.').waitFor()
      forgive(page, /401/)
      await pageServer.close()
    })

    it('when the command has ended, it says how to start it again', async () => {
      const pageServer = await start()
      const page = await visit({}, pageServer.url)
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await pageServer.close()
      await type(page, identify('ada-1'))
      await page
        .getByRole('alert')
        .getByText('The command has ended. Start it again: npx actions-clevertap try')
        .waitFor()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      forgive(page, /ERR_CONNECTION_REFUSED/)
    })

    it('the passcode is in none of what the page holds', async () => {
      const page = await open()
      await page.getByRole('button', { name: /^3 Request/ }).click()
      await page.getByText('4 headers, passcode hidden').click()
      await page.getByText('x-clevertap-passcode: •••').waitFor()
      const held = (await page.evaluate(
        'document.documentElement.outerHTML + JSON.stringify(sessionStorage) + JSON.stringify(localStorage)'
      )) as string
      const token = (await page.evaluate('sessionStorage.getItem("token")')) as string
      // Both have 192 bits in base64url.
      expect(held.match(/(?<![\w-])[\w-]{32}(?![\w-])/g)).toEqual([token])
    })
  })
