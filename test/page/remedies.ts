/** Remedies that are pressed at the wrong moment. */
import type { Page } from 'playwright-core'
import type { Pages } from './browser'
import { nearMiss, sample } from './events'
import { editorOf, goTo, type, verdictOf } from './locators'

const undo = (page: Page) => page.getByRole('group', { name: 'This case' }).getByRole('button', { name: 'Undo' })

/** Makes a change whose answer does not come. */
async function holdAnswer(page: Page, change: () => Promise<void>): Promise<void> {
  let hold: () => void = () => undefined
  const held = new Promise<void>((resolve) => (hold = resolve))
  await page.route('**/api/run', hold, { times: 1 })
  await change()
  await held
}

export const testRemedies = ({ open }: Pages) =>
  describe('a remedy', () => {
    const country = (page: Page) => page.getByRole('button', { name: 'Set country to IN', exact: true })

    it('that is pressed twice is applied once', async () => {
      const page = await open()
      await country(page).dblclick()
      await verdictOf(page, 'Delivered').waitFor()
      await undo(page).click()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      expect(await undo(page).isDisabled()).toBe(true)
    })

    it('that is pressed while an answer is under way is applied to what is there now', async () => {
      const page = await open()
      await holdAnswer(page, () => type(page, JSON.stringify({ ...sample, userId: 'asha-4' })))
      await country(page).click()
      await verdictOf(page, 'Delivered').waitFor()
      await page.getByRole('article', { name: 'Profile asha-4' }).waitFor()
    })

    it.each([
      [
        'the event',
        nearMiss,
        'Change the event',
        (page: Page) => type(page, JSON.stringify({ ...nearMiss, userId: 'x' }))
      ],
      [
        'the mapping',
        sample,
        'Set country to IN',
        (page: Page) =>
          goTo(page, 'Mappings').then(() => page.getByRole('switch', { name: 'Convert Timestamps' }).uncheck())
      ]
    ])('is not applied once %s that it was for has changed', async (_name, event, remedy, change) => {
      const page = await open({ event })
      await holdAnswer(page, () => change(page))
      await page.getByRole('button', { name: remedy, exact: true }).click()
      await page.getByText('What this was about has changed.').waitFor()
      await goTo(page, 'Event')
      expect(await editorOf(page).innerText()).not.toContain('Delete User')
    })
  })
