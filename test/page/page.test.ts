/** The page in a real browser: what people see, do and hear. */
import { readFileSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import type { Page } from 'playwright-core'
import { readSubscriptions } from '../../src/runner/files/subscriptions'
import { describeInBrowser, findBarriers, findOverflow, type, useBrowser, verdictOf } from './browser'

jest.setTimeout(30_000)

const identify = (userId: string, traits: object = { plan: 'gold' }) =>
  JSON.stringify({ type: 'identify', userId, traits }, null, 2)

const order = JSON.stringify({
  type: 'track',
  event: 'Order Completed',
  userId: 'ada-1',
  timestamp: '2024-03-04T05:06:07.000Z',
  properties: { total: '27.5', products: [{ sku: 'G-32', price: 18.99 }], coupon: 'SPRING' }
})

const row = (page: Page, attribute: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: attribute, exact: true }) })

const cellsOf = (page: Page, attribute: string) => row(page, attribute).getByRole('cell').allInnerTexts()

const addEventUpload = async (page: Page) => {
  await page.getByRole('combobox', { name: 'Action', exact: true }).selectOption('eventUpload')
  await page.getByRole('button', { name: 'Add a mapping' }).click()
}

describeInBrowser('the page', () => {
  const { open, visit, forgive, start } = useBrowser()

  describe('at first sight', () => {
    it('has run an example that teaches: a phone number is left out, and why', async () => {
      const page = await open()
      await verdictOf(page, 'Delivered, with 1 warning').waitFor()
      expect(await cellsOf(page, 'Phone')).toEqual([
        expect.stringMatching(/^left out it must be a phone number with \+ and the country code/),
        expect.stringMatching(/^traits\.phone\s+98450 12345$/)
      ])
      expect(await cellsOf(page, 'Name')).toEqual(['Asha Rao', 'traits.name'])
    })

    it('has taken the token out of the address, and works when it is loaded again', async () => {
      const page = await open()
      expect(new URL(page.url()).hash).toBe('')
      await type(page, identify('grace-2'))
      await verdictOf(page, /^.? ?Delivered$/).waitFor()
      await page.reload()
      await page.getByRole('heading', { name: 'grace-2 created' }).waitFor()
    })

    it('says that it needs JavaScript where there is none', async () => {
      const page = await visit({ javaScriptEnabled: false })
      expect(await page.locator('noscript').innerText()).toBe('This page needs JavaScript.')
    })
  })

  describe('as one types', () => {
    it('each state has its headline', async () => {
      const page = await open()
      const cases: [string, string | RegExp][] = [
        [identify('ada-1'), /^.? ?Delivered$/],
        [
          '{"type":"track","event":"Delete User","userId":"ada-1"}',
          'Nothing to delete: CleverTap has no profile ada-1'
        ],
        ['{"type":"track","event":"Product Viewed","userId":"ada-1"}', 'Not subscribed: no mapping takes this event'],
        [identify('undefined'), 'Not sent: this event is not valid'],
        [`[${identify('ada-1')},{"type":"page"},3]`, '3 events: 1 delivered, 1 not subscribed, 1 no event']
      ]
      for (const [text, headline] of cases) {
        await type(page, text)
        await verdictOf(page, headline).waitFor()
      }
    })

    it('an event that no mapping takes is told what each trigger asks for', async () => {
      const page = await open()
      await type(page, '{"type":"track","event":"Product Viewed"}')
      await page.getByText('event = "Delete User" does not hold: it is "Product Viewed"').waitFor()
      await type(page, '{"type":"page"}')
      await page.getByText('event = "Delete User" does not hold: it is absent').waitFor()
    })

    it('what is not JSON yet keeps the last result, and says where', async () => {
      const page = await open()
      await type(page, '{"type": "identify",\n"userId" 3}')
      await page.getByRole('alert').getByText('The event is not JSON yet: line 2, column 10: expected').waitFor()
      const status = page.getByRole('status')
      expect(await status.getByRole('heading').innerText()).toContain('Delivered, with 1 warning')
      expect(await status.getAttribute('aria-disabled')).toBe('true')
      await page.locator('.cm-lintRange-error').waitFor()
    })

    it('a deletion of somebody who is there says that the profile is gone', async () => {
      const page = await open()
      await page.getByRole('button', { name: 'Keep this profile for the next event' }).click()
      await type(page, '{"type":"delete","userId":"asha-3"}')
      await verdictOf(page, 'Deleted: profile asha-3 is gone').waitFor()
      expect(await cellsOf(page, 'Name')).toEqual(['removed was Asha Rao', 'not in this event'])
    })

    it('an order becomes Charged, with its items, once a mapping takes it', async () => {
      const page = await open()
      await addEventUpload(page)
      await type(page, order)
      await page.getByRole('heading', { name: 'Charged recorded' }).waitFor()
      expect(await cellsOf(page, 'Amount')).toEqual(['27.5', expect.stringMatching(/^properties\.total\s+"27\.5"$/)])
      expect(await cellsOf(page, 'Items')).toEqual(['1 item', 'properties.products'])
      await page.getByRole('table', { name: 'Items' }).getByRole('cell', { name: '18.99' }).waitFor()
    })

    it('several events run in order, and each can be looked at', async () => {
      const page = await open()
      await type(page, `[${identify('ada-1', { plan: 'gold' })},${identify('ada-1', { plan: 'platinum' })}]`)
      await verdictOf(page, '2 events: 2 delivered').waitFor()
      expect(await cellsOf(page, 'plan')).toEqual(['platinum', '2. traits.plan'])
      await page.getByLabel('Look at').selectOption('1')
      await page.getByText('3 · Request: POST /1/upload').click()
      await page.getByRole('group', { name: 'Body of the request' }).getByText('platinum').waitFor()
    })

    it('of 200 events the first 50 are run, and it says so', async () => {
      const page = await open()
      await type(page, JSON.stringify(Array(200).fill(JSON.parse(identify('ada-1')))))
      await verdictOf(page, '50 events: 50 delivered').waitFor()
      await page.getByText('The first 50 of 200 events are run.').waitFor()
    })

    it('an event of more than 1 MB is not asked about', async () => {
      const page = await open()
      await type(page, identify('ada-1', { long: 'x'.repeat(1024 * 1024) }))
      await page.getByRole('alert').getByText('The event is larger than 1 MB.').waitFor()
    })
  })

  it('whatever CleverTap answers, it says what Segment then does', async () => {
    const page = await open()
    const answers: [string, string, string][] = [
      ['401', 'Refused: the credentials are wrong', 'CleverTap answered 401'],
      ['429', 'Not delivered yet: Segment will try again', 'CleverTap answered 429'],
      ['503', 'Not delivered yet: Segment will try again', 'CleverTap answered 503'],
      ['cutAfter', 'Not delivered yet: Segment will try again', 'The emulator applied it, which Segment cannot know.'],
      ['html', 'Not delivered yet: Segment will try again', 'The emulator applied it, which Segment cannot know.'],
      ['refuse', 'Refused by CleverTap', 'code 516']
    ]
    for (const [answer, headline, reason] of answers) {
      await page.getByLabel('To each request').selectOption(answer)
      await verdictOf(page, headline).waitFor()
      await page.getByRole('status').getByText(reason).waitFor()
    }
  })

  describe('the mappings', () => {
    it('show what each field gives for the event, and that it was changed', async () => {
      const page = await open()
      const identity = page.getByLabel('Identity (required)')
      await page.getByRole('textbox', { name: 'Identity (required)' }).fill('$.traits.email')
      await page.getByRole('heading', { name: 'asha@example.com created' }).waitFor()
      expect(await identity.first().inputValue()).toBe('$.traits.email')
      await page.getByText('changed', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Reset' }).click()
      await page.getByRole('heading', { name: 'asha-3 created' }).waitFor()
    })

    it('map an attribute of their own', async () => {
      const page = await open()
      await page.getByText(/^Standard Attributes · \d+ mapped, 5 in this event$/).click()
      await page.getByLabel('Attribute', { exact: true }).fill('Customer Type')
      await page.getByRole('button', { name: 'Add to Standard Attributes' }).click()
      await page.getByRole('textbox', { name: 'Customer Type Standard Attributes' }).fill('premium')
      await row(page, 'Customer Type').waitFor()
      expect(await cellsOf(page, 'Customer Type')).toEqual(['premium', 'fixed in the mapping'])
      await page.getByRole('button', { name: 'Remove Customer Type Standard Attributes' }).click()
      await row(page, 'Customer Type').waitFor({ state: 'detached' })
    })

    it('can be refused instead of dropped, and hide what does not apply', async () => {
      const page = await open()
      await page.getByLabel('Invalid Attributes').selectOption('reject')
      await verdictOf(page, 'Not sent: this event is not valid').waitFor()
      await page.getByLabel('Convert Timestamps').uncheck()
      await page.getByLabel('Timestamp Format').waitFor({ state: 'detached' })
    })

    it('say what is no condition, and no mapping, while the others still run', async () => {
      const page = await open()
      const trigger = page.getByRole('textbox', { name: 'Trigger' })
      await trigger.fill('type = "iden')
      await page.getByText('Not a condition: a quotation mark is opened and not closed.').first().waitFor()
      await trigger.fill('type = "identify"')
      await page.getByRole('button', { name: 'As JSON: Created At' }).click()
      await page.getByRole('textbox', { name: 'Created At' }).fill('{"@nonsense": 1}')
      await page.getByText('/ts has an invalid directive: @nonsense.', { exact: true }).waitFor()
      await verdictOf(page, 'Not sent: this event is not valid').waitFor()
    })

    it('are copied as deliver reads them', async () => {
      const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
      await addEventUpload(page)
      await page.getByRole('button', { name: 'Copy mappings' }).click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      const copied = (await page.evaluate('navigator.clipboard.readText()')) as string
      const path = join(tmpdir(), `mappings-${process.pid}.json`)
      writeFileSync(path, copied)
      const { subscriptions, warnings } = await readSubscriptions(path)
      expect(warnings).toEqual([])
      expect(subscriptions.map(({ partnerAction }) => partnerAction)).toEqual([
        'userUpload',
        'userDelete',
        'eventUpload'
      ])
      await page.getByRole('button', { name: 'Reset' }).click()
      await page.getByLabel('Open file').setInputFiles(path)
      await page.getByText('Event Upload → Event Upload').waitFor()
    })
  })

  describe('a case', () => {
    it('can be saved and opened again, and scripts can ask with it', async () => {
      const page = await open()
      await page.getByLabel('To each request').selectOption('503')
      await verdictOf(page, 'Not delivered yet: Segment will try again').waitFor()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save case' }).click()
      const path = await (await downloading).path()
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ event: { userId: 'asha-3' }, answer: '503' })
      await page.getByLabel('Example').selectOption('0')
      await page.getByLabel('To each request').selectOption('judge')
      await verdictOf(page, /^.? ?Delivered$/).waitFor()
      await page.getByLabel('Open', { exact: true }).setInputFiles(path)
      await verdictOf(page, 'Not delivered yet: Segment will try again').waitFor()
      expect(await page.getByLabel('To each request').inputValue()).toBe('503')
    })

    it('that is none says so, and changes nothing', async () => {
      const page = await open()
      await page
        .getByLabel('Open', { exact: true })
        .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') })
      await page.getByRole('alert').getByText('The file is neither a saved case, nor mappings, nor events.').waitFor()
      await verdictOf(page, 'Delivered, with 1 warning').waitFor()
    })
  })

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
