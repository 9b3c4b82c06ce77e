/** The page in a real browser: what CleverTap has of an event, and how it got there. */
import { describeInBrowser, row, simulate, type, useBrowser, verdictOf } from './browser'
import { allSubscriptions } from '../../src/segment/subscriptions'

jest.setTimeout(30_000)

const order = (items: number) =>
  JSON.stringify({
    type: 'track',
    event: 'Order Completed',
    userId: 'jun-4',
    timestamp: '2024-03-04T09:15:22.000Z',
    properties: { total: '27.50', products: Array.from({ length: items }, (_, index) => ({ sku: `G-${index + 1}` })) }
  })

describeInBrowser('the page, for what CleverTap has of an event', () => {
  const { open, start } = useBrowser()

  async function openWithAll() {
    const pageServer = await start({ subscriptions: allSubscriptions() })
    return { page: await open({}, pageServer.url), close: pageServer.close }
  }

  it('an event stands on a timeline with its name, time, properties and items, and its person below', async () => {
    const { page, close } = await openWithAll()
    await type(page, order(22))
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
    await close()
  })

  it('an event that is not recorded yet says so, with what was sent', async () => {
    const { page, close } = await openWithAll()
    await type(page, order(1))
    await simulate(page, '503, not available')
    const event = page.getByRole('article', { name: 'Event of jun-4' })
    await event.getByText('Not recorded yet').waitFor()
    await event.getByRole('heading', { name: 'Order Completed' }).waitFor()
    await row(page, 'Amount').getByText('27.5', { exact: true }).waitFor()
    await close()
  })

  it('an audience says where its name and its value come from, and its line in the event says so too', async () => {
    const { page, close } = await openWithAll()
    const event = {
      type: 'track',
      event: 'Audience Entered',
      userId: 'ada-1',
      context: { personas: { computation_class: 'audience', computation_key: 'vip' } },
      properties: { vip: true }
    }
    await type(page, JSON.stringify(event, null, 2))
    const profile = page.getByRole('article', { name: 'Profile ada-1' })
    await profile.getByRole('button', { name: 'context.personas.computation_key' }).waitFor()
    await profile.getByRole('button', { name: 'properties.vip' }).hover()
    const line = page.locator('.cm-line', { hasText: '"computation_key"' })
    expect(await line.innerText()).toContain('→ vip, Audience')
    expect(await line.getAttribute('class')).toContain('linked')
    await close()
  })

  it('a profile that is not saved yet is shown once', async () => {
    const page = await open()
    await simulate(page, '503, not available')
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

  it('a step that a person has opened stays when another fails', async () => {
    const page = await open()
    await page.getByRole('button', { name: /^3 Request/ }).click()
    await simulate(page, '401, wrong credentials')
    await verdictOf(page, 'Refused by CleverTap: wrong credentials').waitFor()
    await page.getByRole('button', { name: /^3 Request/, expanded: true }).waitFor()
    await page.getByRole('button', { name: /^4 Answer/, expanded: false }).waitFor()
  })
})
