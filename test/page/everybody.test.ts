/** The page in a real browser: for whoever uses it, and whatever is thrown at it. */
import type { Page } from 'playwright-core'
import {
  addMapping,
  describeInBrowser,
  editorOf,
  findBarriers,
  findOverflow,
  goTo,
  simulate,
  type,
  useBrowser,
  verdictOf
} from './browser'
import { identify, order } from './events'

jest.setTimeout(60_000)

describeInBrowser('the page, for everybody', () => {
  const { open, visit, forgive, start } = useBrowser()

  describe('the keyboard alone', () => {
    it('reaches everything in its order, and leaves the editor with Tab', async () => {
      const page = await open()
      const reached: string[] = []
      const script = `(() => {
        const at = document.activeElement
        const part = at?.closest('.top, [role=tablist], [role=tabpanel], .verdict, .result, .steps')
        return part?.getAttribute('role') ?? part?.className.split(' ')[0] ?? ''
      })()`
      for (let presses = 0; presses < 60 && reached[reached.length - 1] !== 'steps'; presses++) {
        await page.keyboard.press('Tab')
        const part = (await page.evaluate(script)) as string
        if (part !== '' && part !== reached[reached.length - 1]) {
          reached.push(part)
        }
      }
      expect(reached).toEqual(['top', 'tablist', 'tabpanel', 'verdict', 'result', 'steps'])
    })

    it('goes to each part with Alt, from the editor to the verdict, and tells its keys', async () => {
      const page = await open()
      const focused = () => page.evaluate('document.activeElement?.id')
      const parts = ['tab-event', 'tab-mappings', 'tab-clevertap', 'result', 'steps-heading']
      for (const [index, id] of parts.entries()) {
        await page.keyboard.press(`Alt+${index + 1}`)
        expect(await focused()).toBe(id)
      }
      await page.keyboard.press('Alt+ArrowDown')
      await verdictOf(page, /^Not sent|^Delivered/).waitFor()
      await page.keyboard.press('Alt+1')
      await editorOf(page).focus()
      await page.keyboard.press('Control+Enter')
      expect(await focused()).toBe('verdict')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    it('opens what is folded, and it stays open', async () => {
      const page = await open()
      await page.getByRole('button', { name: /^4 Answer/ }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('group', { name: 'Body of the answer' }).waitFor()
      await simulate(page, '401, wrong credentials')
      await page.getByRole('button', { name: /^4 Answer 401/ }).waitFor()
      expect(await page.getByRole('group', { name: 'Body of the answer' }).isVisible()).toBe(true)
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

  const states: [string, (page: Page) => Promise<unknown>][] = [
    ['left out', (page) => verdictOf(page, 'Delivered, but Phone was left out').waitFor()],
    ['mappings', (page) => goTo(page, 'Mappings')],
    ['source menu', (page) => page.getByRole('button', { name: 'Identity: Event. Change the source' }).click()],
    ['paths', (page) => page.getByRole('combobox', { name: 'Identity' }).click()],
    [
      'outage',
      (page) => simulate(page, '503, not available').then(() => verdictOf(page, /^Not delivered yet/).waitFor())
    ],
    ['refused', (page) => simulate(page, 'It refuses the record').then(() => verdictOf(page, /^Refused/).waitFor())],
    [
      'not JSON',
      (page) =>
        goTo(page, 'Event')
          .then(() => type(page, '{'))
          .then(() => page.getByRole('alert').waitFor())
    ],
    ['no mapping', (page) => type(page, '{"type":"group"}').then(() => verdictOf(page, /^Not sent: no/).waitFor())],
    ['not valid', (page) => type(page, identify('nil')).then(() => verdictOf(page, /^Not sent/).waitFor())],
    [
      'an order',
      (page) =>
        simulate(page, 'Normally')
          .then(() => addMapping(page, 'Event Upload'))
          .then(() => goTo(page, 'Event'))
          .then(() => type(page, order))
          .then(() => page.getByRole('table', { name: 'Items' }).waitFor())
    ],
    ['steps', (page) => page.getByRole('button', { name: /^3 Request/ }).click()],
    ['nothing', (page) => type(page, '').then(() => verdictOf(page, 'See what becomes of an event').waitFor())],
    [
      'a list',
      (page) =>
        page
          .getByRole('button', { name: /^Run all \d+$/ })
          .click()
          .then(() => verdictOf(page, / of \d+ events delivered$/).waitFor())
    ]
  ]
  const sizes = [
    { width: 1920, height: 1080 },
    { width: 768, height: 1024 },
    { width: 390, height: 844 },
    { width: 320, height: 640 }
  ]

  it('has no barrier in any state, at any width, in both themes', async () => {
    const page = await open({ reducedMotion: 'reduce' })
    const look = async (name: string, width: number, rules: string[]) =>
      expect([name, width, await findOverflow(page), await findBarriers(page, rules)]).toEqual([name, width, 0, []])
    for (const [name, reach] of states) {
      await reach(page)
      await look(name, 1280, ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
      await page.emulateMedia({ colorScheme: 'dark' })
      await look(`${name}, dark`, 1280, ['color-contrast'])
      for (const size of sizes) {
        await page.setViewportSize(size)
        const rules = ['scrollable-region-focusable', 'target-size', ...(size.width === 390 ? ['color-contrast'] : [])]
        await look(name, size.width, rules)
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 1280, height: 800 })
    }
  }, 120_000)

  it.each([...sizes.slice(0, 3), { width: 1280, height: 800 }, { width: 1440, height: 900 }])(
    'keeps the verdict in sight while any field has the focus, and covers none, at $width',
    async (viewport) => {
      const page = await open({ viewport })
      await goTo(page, 'Mappings')
      const script = `(() => {
        const head = document.querySelector('.verdict-head').getBoundingClientRect()
        const field = document.activeElement.getBoundingClientRect()
        const isInSight = ({ top, bottom }) => top >= 0 && bottom <= innerHeight
        const isCovered = field.top < head.bottom && head.top < field.bottom && field.left < head.right && head.left < field.right
        return { verdict: isInSight(head), field: isInSight(field), isCovered, isField: document.activeElement.matches('input, select') }
      })()`
      await page.getByRole('textbox', { name: 'Trigger' }).focus()
      let fields = 0
      for (let presses = 0; presses < 60; presses++) {
        const { isField, ...seen } = (await page.evaluate(script)) as { [key: string]: boolean }
        expect(isField ? seen : {}).toEqual(isField ? { verdict: true, field: true, isCovered: false } : {})
        fields += Number(isField)
        await page.keyboard.press('Tab')
      }
      expect(fields).toBeGreaterThan(8)
    }
  )

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
      await verdictOf(page, /^Delivered, but Email was left out/).waitFor()
      for (const step of ['1 Trigger', '2 Fields', '3 Request', '4 Answer']) {
        await page.getByRole('button', { name: new RegExp(`^${step}`) }).click()
      }
      await goTo(page, 'Mappings')
      await page.getByRole('combobox', { name: 'Identity' }).click()
      expect(await page.locator('img:not(.cm-widgetBuffer), script:not([src])').count()).toBe(0)
      expect(await findOverflow(page)).toBe(0)
    })

    it('names of 20,000 characters, and mappings with a hundred rows, fit', async () => {
      const page = await open()
      const long = 'n'.repeat(20_000)
      await type(page, JSON.stringify({ type: 'identify', userId: long, traits: { [long]: long, plan: long } }))
      await verdictOf(page, /^Not sent: /).waitFor()
      expect(await findOverflow(page)).toBe(0)
      const rows = Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [`a-${index}`, { '@path': `$.a.${index}` }])
      )
      const mapping = { identity: { '@path': '$.userId' }, standardAttributes: rows }
      const file = [{ partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping }]
      const buffer = Buffer.from(JSON.stringify(file))
      await page
        .getByLabel('Open a file', { exact: true })
        .setInputFiles({ name: 'm.json', mimeType: 'text/plain', buffer })
      await type(page, identify('ada-1'))
      await goTo(page, 'Mappings')
      await page.getByRole('button', { name: /^100 more, not in this event/ }).click()
      await page.getByRole('combobox', { name: 'a-99' }).waitFor()
      expect(await findOverflow(page)).toBe(0)
    })

    it('a fix that is pressed twice, or after a change, does nothing more', async () => {
      const page = await open({ locale: 'en-IN' })
      const country = page.getByRole('button', { name: 'Set country to IN', exact: true })
      await country.dblclick()
      await verdictOf(page, 'Delivered').waitFor()
      await page.getByRole('group', { name: 'This case' }).getByRole('button', { name: 'Undo' }).click()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      expect(
        await page.getByRole('group', { name: 'This case' }).getByRole('button', { name: 'Undo' }).isDisabled()
      ).toBe(true)
      await page.route('**/api/run', () => undefined)
      await page.getByRole('textbox', { name: 'Trigger' }).waitFor({ state: 'detached' })
      await goTo(page, 'Mappings')
      await page.getByRole('switch', { name: 'Convert Timestamps' }).uncheck()
      await country.click()
      await page.getByText('What this was about has changed.').waitFor()
    })
  })

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
      const page = await open({}, pageServer.url)
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
})
