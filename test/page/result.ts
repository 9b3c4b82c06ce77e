/** What CleverTap has of an event, and how it got there. */
import { allSubscriptions } from '../../src/segment/subscriptions'
import type { Pages } from './browser'
import { editorOf, row, simulate, verdictOf } from './locators'

const order = (items: number) => ({
  type: 'track',
  event: 'Order Completed',
  userId: 'jun-4',
  timestamp: '2024-03-04T09:15:22.000Z',
  properties: { total: '27.50', products: Array.from({ length: items }, (_, index) => ({ sku: `G-${index + 1}` })) }
})

export const testResult = ({ open }: Pages) =>
  describe('what CleverTap has of an event', () => {
    it('an event stands on a timeline with its name, time, properties and items, and its person below', async () => {
      const page = await open({ event: order(22), subscriptions: allSubscriptions() })
      await verdictOf(page, 'Delivered as Charged').waitFor()
      const timeline = page.getByRole('list', { name: 'What CleverTap has of it' })
      const [event, person] = [timeline.getByRole('article', { name: 'Event Charged' }), timeline.getByRole('region')]
      expect(await timeline.locator('> li').count()).toBe(2)
      await event.getByText('4 Mar 2024, 09:15:22 UTC · from Order Completed').waitFor()
      await event.getByRole('table', { name: 'Properties of Charged' }).getByText('properties.total').waitFor()
      expect(await person.innerText()).toMatch(
        /^jun-4\s+New profile\s+without attributes: no identify event came before\.$/
      )
      const items = event.getByRole('table', { name: 'Items' })
      await items.getByRole('cell', { name: 'G-10' }).waitFor()
      expect(await items.getByRole('row').count()).toBe(11)
      await event.getByRole('button', { name: '12 more' }).click()
      await items.getByRole('cell', { name: 'G-22' }).waitFor()
    })

    it('an event that is not recorded yet says so, with what was sent', async () => {
      const page = await open({ event: order(1), subscriptions: allSubscriptions(), answer: '503' })
      const event = page.getByRole('article', { name: 'Event of jun-4' })
      await event.getByText('Not recorded yet').waitFor()
      await event.getByRole('heading', { name: 'Order Completed' }).waitFor()
      await row(page, 'Amount').getByText('27.5', { exact: true }).waitFor()
    })

    it('an audience says where its name and its value come from, and its line in the event says so too', async () => {
      const event = {
        type: 'track',
        event: 'Audience Entered',
        userId: 'ada-1',
        context: { personas: { computation_class: 'audience', computation_key: 'vip' } },
        properties: { vip: true }
      }
      const page = await open({ event, subscriptions: allSubscriptions() })
      const profile = page.getByRole('article', { name: 'Profile ada-1' })
      await profile.getByRole('button', { name: 'context.personas.computation_key' }).waitFor()
      const line = editorOf(page).locator('div', { hasText: '"computation_key"' })
      const background = () => line.evaluate((element) => getComputedStyle(element).backgroundColor)
      expect(await line.innerText()).toContain('→ vip, Audience')
      const usual = await background()
      await profile.getByRole('button', { name: 'properties.vip' }).hover()
      expect(await background()).not.toBe(usual)
    })

    it('a profile that is not saved yet is shown once', async () => {
      const page = await open({ answer: '503' })
      await page.getByText('Not saved yet').waitFor()
      expect(await page.getByRole('article', { name: 'Profile asha-3' }).count()).toBe(1)
    })

    it('the step that failed opens by itself once; after that a person opens and closes', async () => {
      const page = await open()
      const answer = (expanded: boolean) => page.getByRole('button', { name: /^4 Answer/, expanded })
      await answer(false).waitFor()
      await simulate(page, '503, not available')
      await answer(true).click()
      await answer(false).waitFor()
      await simulate(page, 'It refuses the record')
      await verdictOf(page, /^Refused by CleverTap/).waitFor()
      await answer(false).waitFor()
      await page.getByRole('button', { name: /^3 Request/ }).click()
      await simulate(page, 'Normally')
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await page.getByRole('button', { name: /^3 Request/, expanded: true }).waitFor()
    })

    it('a step that a person has opened by keyboard stays when another fails', async () => {
      const page = await open()
      await page.getByRole('button', { name: /^3 Request/ }).press('Enter')
      await page.getByRole('group', { name: 'Body of the request' }).waitFor()
      await simulate(page, '401, wrong credentials')
      await verdictOf(page, 'Refused by CleverTap: wrong credentials').waitFor()
      await page.getByRole('button', { name: /^3 Request/, expanded: true }).waitFor()
      await page.getByRole('button', { name: /^4 Answer/, expanded: false }).waitFor()
    })
  })
