/** The page for everybody: each of its states, at each size, however a person sees and enlarges it. */
import type { Page } from 'playwright-core'
import type { Pages } from './browser'
import { identify } from './events'
import { row, verdictOf } from './locators'
import { findBarriers, findOverflow, focusFields } from './looks'
import { reach, sizesOfFocus, states, views } from './states'

/** All in one page, which keeps what looks for barriers. */
export const testAccessible = ({ open }: Pages) =>
  describe('for everybody', () => {
    let page: Page
    beforeAll(async () => {
      page = await open()
    })
    beforeEach(() => page.setViewportSize({ width: 1280, height: 800 }))

    // Each view once, with another state; `npm run trial:page` looks at each state in each view.
    it.each(views.map((view, index) => ({ ...states[index], ...view })))(
      'has no barrier, and fits 320 pixels: $name, $size.width, $theme',
      async ({ size, theme, ...state }) => {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme: theme })
        await reach(page, state)
        const barriers = await findBarriers(page)
        await page.setViewportSize({ width: 320, height: 640 })
        expect([barriers, await findOverflow(page)]).toEqual([[], 0])
      }
    )

    it.each(['Event', 'Mappings', 'CleverTap'] as const)(
      'keeps the verdict in sight while any field of %s has the focus, and covers none',
      async (tab) => {
        await reach(page, { ...states[0], tab })
        for (const size of sizesOfFocus) {
          await page.setViewportSize(size)
          const { fields, faults } = await focusFields(page)
          expect([size.width, faults]).toEqual([size.width, []])
          expect(fields).toBeGreaterThan(tab === 'Mappings' ? 8 : 1)
        }
      }
    )

    // At 200 %, 1280 x 800 pixels are 640 x 400 of CSS.
    it('is whole at twice its size', async () => {
      await reach(page, { ...states[0], tab: 'Mappings' })
      await page.setViewportSize({ width: 640, height: 400 })
      const { fields, faults } = await focusFields(page)
      expect([fields > 8, faults, await findOverflow(page)]).toEqual([true, [], 0])
      await page.keyboard.press('Control+Enter')
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await row(page, 'Phone').getByText('left out').last().scrollIntoViewIfNeeded()
    })

    it('moves nothing where less motion is asked for', async () => {
      const moving = `Array.from(document.querySelectorAll('*')).filter((element) =>
        ['', '::before', '::after'].some((part) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part)
          return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth'
        })
      ).length`
      expect(await page.evaluate(moving)).toBe(0)
      await page.emulateMedia({ reducedMotion: 'no-preference' })
      expect(await page.evaluate(moving)).toBeGreaterThan(0)
      await page.emulateMedia({ reducedMotion: 'reduce' })
    })

    it('tells fates and what is chosen without its own colours', async () => {
      await page.emulateMedia({ forcedColors: 'active' })
      await open({ event: [{ type: 'group' }, JSON.parse(identify('ada-1'))] })
      await page.getByRole('row', { name: /^2 identify ada-1 Delivered/ }).waitFor()
      const chosen = [
        page.getByRole('tab', { name: /^Events/ }),
        page.getByRole('row', { name: /^1 group No mapping/ }),
        page.getByRole('button', { name: /^All/ })
      ]
      const others = [
        page.getByRole('tab', { name: /^Mappings/ }),
        page.getByRole('row', { name: /^2 identify/ }),
        page.getByRole('button', { name: /^No mapping/ })
      ]
      const outlines = (things: typeof chosen) =>
        Promise.all(things.map((thing) => thing.evaluate((element) => getComputedStyle(element).outlineStyle)))
      expect([await outlines(chosen), await outlines(others)]).toEqual([Array(3).fill('solid'), Array(3).fill('none')])
      const verdict = page.getByRole('region', { name: '1 of 2 events delivered' })
      expect(await verdict.evaluate((element) => getComputedStyle(element).borderTopStyle)).toBe('solid')
      expect(await findBarriers(page)).toEqual([])
      await page.emulateMedia({ forcedColors: null })
    })
  })
