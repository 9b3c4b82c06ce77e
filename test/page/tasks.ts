/** What people come to the page for, done by keyboard alone and by mouse alone. */
import type { Locator, Page } from 'playwright-core'
import type { Pages } from './browser'
import { identify, nearMiss, order } from './events'
import { cellsOf, editorOf, verdictOf } from './locators'

/** How a person goes to a thing and presses it. */
type Hand = { press: (page: Page, thing: Locator) => Promise<void>; write: (page: Page, text: string) => Promise<void> }

const isFocused = (thing: Locator) => thing.evaluate((element) => element === element.ownerDocument.activeElement)

async function tabTo(page: Page, thing: Locator): Promise<void> {
  const element = await thing.elementHandle()
  for (let presses = 0; presses < 100; presses++) {
    if (await element?.evaluate((one) => one === one.ownerDocument.activeElement)) {
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it.')
}

const replaceText = async (page: Page, text: string) => {
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

const hands: [string, Hand][] = [
  [
    'keyboard',
    {
      press: async (page, thing) => {
        await tabTo(page, thing)
        await page.keyboard.press('Enter')
      },
      write: async (page, text) => {
        await tabTo(page, editorOf(page))
        await replaceText(page, text)
      }
    }
  ],
  [
    'mouse',
    {
      press: (_page, thing) => thing.click(),
      write: async (page, text) => {
        await editorOf(page).click()
        await replaceText(page, text)
      }
    }
  ]
]

export const testTasks = ({ open }: Pages) =>
  describe('what people come for', () => {
    const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

    it.each(hands)('paste an event and see its profile, by %s', async (_name, { write }) => {
      const page = await open()
      await write(page, identify('ada-1', { name: 'Ada Lovelace', plan: 'gold' }))
      await verdictOf(page, 'Delivered').waitFor()
      await page
        .getByRole('article', { name: 'Profile ada-1' })
        .getByRole('heading', { name: 'Ada Lovelace' })
        .waitFor()
      expect(await cellsOf(page, 'plan')).toEqual(['', 'gold', 'traits.plan'])
    })

    it.each(hands)('find out why an event is not taken, and mend it, by %s', async (_name, { press, write }) => {
      const page = await open()
      await write(page, JSON.stringify(nearMiss, null, 2))
      await verdictOf(page, 'Not sent: no mapping takes this event').waitFor()
      await page.getByText('The event is named Delete user, the trigger asks for Delete User.').waitFor()
      await press(page, button(page, 'Change the event'))
      await verdictOf(page, 'CleverTap had no profile jun-4').waitFor()
      expect(await isFocused(page.getByRole('heading', { name: 'CleverTap had no profile jun-4' }))).toBe(true)
      expect(await editorOf(page).innerText()).toContain('"event": "Delete User"')
      await press(page, page.getByRole('group', { name: 'This case' }).getByRole('button', { name: 'Undo' }))
      await press(page, button(page, 'Change the trigger'))
      await verdictOf(page, 'CleverTap had no profile jun-4').waitFor()
      expect(await editorOf(page).innerText()).toContain('"event": "Delete user"')
    })

    it.each(hands)('give a country to a phone number, by %s', async (_name, { press }) => {
      const page = await open()
      await press(page, button(page, 'Set country to IN'))
      await verdictOf(page, 'Delivered').waitFor()
      expect(await cellsOf(page, 'Phone')).toEqual([
        'Mended',
        '+919845012345 no longer left out',
        expect.stringMatching(/^traits\.phone\s+was 98450 12345$/)
      ])
      await press(page, page.getByRole('log', { name: 'Changes' }).getByRole('button', { name: 'Undo' }))
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
    })

    it.each(hands)('make an order a Charged, by %s', async (_name, { press }) => {
      const page = await open({ event: order })
      await press(page, button(page, 'Add Event Upload'))
      await verdictOf(page, 'Delivered as Charged').waitFor()
      await page.getByRole('status').getByText('CleverTap recorded a purchase of 27.5 by ada-1.').waitFor()
    })

    it.each(hands)('find the failed one of 25 events and read why, by %s', async (name, { press, write }) => {
      const page = await open()
      const events = Array.from({ length: 25 }, (_, index) => ({ type: 'identify', userId: `u-${index + 1}` }))
      await write(
        page,
        JSON.stringify([...events.slice(0, 22), { type: 'identify', userId: 'undefined' }, ...events.slice(23)])
      )
      await verdictOf(page, '24 of 25 events delivered').waitFor()
      await press(page, page.getByRole('button', { name: /^Not sent/ }))
      const failed = page.getByRole('row', { name: /^23 identify undefined Not sent/ })
      await (name === 'keyboard' ? tabTo(page, failed) : failed.click())
      await verdictOf(page, /^23 ?Not sent: /).waitFor()
      expect(await failed.getAttribute('aria-selected')).toBe('true')
      expect(await editorOf(page).innerText()).toContain('"userId": "undefined"')
    })
  })
