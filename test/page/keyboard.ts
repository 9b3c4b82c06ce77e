/** The page by keyboard alone. */
import type { Pages } from './browser'
import { editorOf, verdictOf } from './locators'

/** The part of the page that has the focus, by its role or its words. */
const part = `(() => {
  const at = document.activeElement.closest('header:not(article *), [role=tablist], [role=tabpanel], section')
  const named = at && document.getElementById(at.getAttribute('aria-labelledby'))
  return at && (at.getAttribute('role') ?? at.getAttribute('aria-label') ?? named?.textContent ?? 'header')
})()`

export const testKeyboard = ({ open }: Pages) =>
  describe('by keyboard alone', () => {
    it('reaches everything in its order, and leaves the editor with Tab', async () => {
      const page = await open()
      const reached: string[] = []
      for (let presses = 0; presses < 60 && reached[reached.length - 1] !== 'How it got there'; presses++) {
        await page.keyboard.press('Tab')
        const name = (await page.evaluate(part)) as string | null
        if (name !== null && name !== reached[reached.length - 1]) {
          reached.push(name)
        }
      }
      const [verdict, result, steps] = ['Delivered, but Phone was left out', 'Result in CleverTap', 'How it got there']
      expect(reached).toEqual(['header', 'tablist', 'tabpanel', verdict, result, steps])
    })

    it('goes to each part with Alt, from the editor to the verdict, and tells its keys', async () => {
      const page = await open()
      const focused = () =>
        page.evaluate('(({ activeElement: at }) => (at.getAttribute("aria-label") ?? at.textContent).trim())(document)')
      const parts = ['Event', 'Mappings 2', 'CleverTap', 'Result in CleverTap', 'How it got there']
      for (const [index, name] of parts.entries()) {
        await page.keyboard.press(`Alt+${index + 1}`)
        expect(await focused()).toBe(name)
      }
      await page.keyboard.press('Alt+ArrowDown')
      await verdictOf(page, /^Not sent/).waitFor()
      await page.keyboard.press('Alt+1')
      await editorOf(page).focus()
      await page.keyboard.press('Control+Enter')
      expect(await focused()).toMatch(/^Not sent/)
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    it('moves in a menu with arrows, and Escape closes it where it was opened', async () => {
      const page = await open()
      await page.keyboard.press('Alt+2')
      const add = page.getByRole('button', { name: 'Add mapping' })
      await add.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      expect(await add.evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true)
    })
  })
