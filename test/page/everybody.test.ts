/** The page in a real browser: for whoever uses it, and whatever is thrown at it. */
import { addEventUpload, describeInBrowser, findBarriers, findOverflow, type, useBrowser, verdictOf } from './browser'
import { identify, order } from './events'

jest.setTimeout(30_000)

describeInBrowser('the page, for everybody', () => {
  const { open, visit, forgive, start } = useBrowser()

  describe('the keyboard alone', () => {
    it('reaches the panels in their order, and leaves the editor with Tab', async () => {
      const page = await open()
      const reached: string[] = []
      for (let presses = 0; presses < 60 && reached[reached.length - 1] !== '6'; presses++) {
        await page.keyboard.press('Tab')
        const panel = await page.evaluate(
          `document.activeElement?.closest('[aria-labelledby^=panel-]')?.getAttribute('aria-labelledby')?.slice(6) ?? ''`
        )
        if (panel !== '' && panel !== reached[reached.length - 1]) {
          reached.push(panel as string)
        }
      }
      expect(reached).toEqual(['1', '3', '4', '5', '6'])
    })

    it('goes to each panel with Alt, and from the editor to the verdict', async () => {
      const page = await open()
      for (const number of [1, 2, 3, 4, 5, 6]) {
        await page.keyboard.press(`Alt+${number}`)
        expect(await page.evaluate('document.activeElement?.id')).toBe(`panel-${number}`)
      }
      await page.getByRole('textbox', { name: 'The event as JSON' }).focus()
      await page.keyboard.press('Control+Enter')
      expect(await page.evaluate('document.activeElement?.id')).toBe('panel-2')
    })

    it('opens what is folded, and it stays open', async () => {
      const page = await open()
      await page.getByText('4 · Answer: HTTP 200, success').focus()
      await page.keyboard.press('Enter')
      await page.getByRole('group', { name: 'Body of the answer' }).waitFor()
      await page.getByLabel('To each request').selectOption('401')
      await page.getByText(/^4 · Answer: HTTP 401/).waitFor()
      expect(await page.getByRole('group', { name: 'Body of the answer' }).isVisible()).toBe(true)
    })
  })

  describe('for everybody', () => {
    const screens = [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
      { width: 320, height: 640 }
    ].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })))

    it.each(screens)('fits and has no barrier at $viewport.width, $colorScheme', async (screen) => {
      const page = await open(screen)
      await page.getByText(/^Standard Attributes ·/).click()
      expect(await findOverflow(page)).toBe(0)
      expect(await findBarriers(page)).toEqual([])
    })

    it('has no barrier in its other states', async () => {
      const page = await open()
      await addEventUpload(page)
      const states: [string, () => Promise<void>][] = [
        ['not subscribed', () => type(page, '{"type":"page"}').then(() => verdictOf(page, /Not subscribed/).waitFor())],
        ['not JSON', () => type(page, '{').then(() => page.getByRole('alert').waitFor())],
        ['not valid', () => type(page, identify('nil')).then(() => verdictOf(page, /Not sent/).waitFor())],
        ['an order', () => type(page, order).then(() => page.getByRole('table', { name: 'Items' }).waitFor())],
        ['several', () => type(page, `[${order},${order}]`).then(() => verdictOf(page, /2 events/).waitFor())]
      ]
      for (const [name, reach] of states) {
        await reach()
        expect([name, await findBarriers(page)]).toEqual([name, []])
      }
      await page.getByText('3 · Request: POST /1/upload').first().click()
      expect(await findBarriers(page)).toEqual([])
    })
  })

  describe('whatever is in an event', () => {
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'`{{7*7}}${7*7}\u202e\u0007'

    it('it is shown as text', async () => {
      const page = await open()
      const traits = JSON.parse(`{"__proto__":1,"constructor":{"toString":2}}`)
      const event = {
        type: 'identify',
        userId: markup,
        traits: { ...traits, [markup]: markup, nested: { [markup]: [markup, { [markup]: markup }] }, email: markup }
      }
      await type(page, JSON.stringify(event))
      await verdictOf(page, /Delivered, with \d+ warnings/).waitFor()
      for (const summary of ['1 · Trigger', '2 · Mapped', '3 · Request', '4 · Answer']) {
        await page.getByText(new RegExp(`^${summary}`)).click()
      }
      expect(await page.locator('img:not(.cm-widgetBuffer), script:not([src])').count()).toBe(0)
      expect(await findOverflow(page)).toBe(0)
    })
  })

  describe('what goes wrong', () => {
    it('without the token, it says where to find the address', async () => {
      const tester = await start()
      const page = await visit({}, new URL(tester.url).origin)
      await page.getByRole('alert').getByText('Open the address that the command printed.').waitFor()
      forgive(page, /401/)
      await tester.close()
    })

    it('when the command has ended, it says how to start it again', async () => {
      const tester = await start()
      const page = await open({}, tester.url)
      await tester.close()
      await type(page, identify('ada-1'))
      await page
        .getByRole('alert')
        .getByText('The command has ended. Start it again: npx actions-clevertap try')
        .waitFor()
      await verdictOf(page, 'Delivered, with 1 warning').waitFor()
      forgive(page, /ERR_CONNECTION_REFUSED/)
    })

    it('the passcode is in none of what the page holds', async () => {
      const page = await open()
      await page.getByText('3 · Request: POST /1/upload').click()
      await page.getByText('x-clevertap-passcode: •••').waitFor()
      const held = (await page.evaluate(
        'document.documentElement.outerHTML + JSON.stringify(sessionStorage) + JSON.stringify(localStorage)'
      )) as string
      const token = (await page.evaluate('sessionStorage.getItem("token")')) as string
      // Both have 192 bits in base64url.
      expect(held.match(/(?<![\w-])[\w-]{32}(?![\w-])/g)).toEqual([token])
    })
  })
})
