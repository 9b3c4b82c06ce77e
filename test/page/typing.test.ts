/** The page in a real browser: what it says as one types. */
import { addEventUpload, cellsOf, describeInBrowser, type, useBrowser, verdictOf } from './browser'
import { identify, order } from './events'

jest.setTimeout(30_000)

describeInBrowser('the page, as one types', () => {
  const { open, visit } = useBrowser()

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
})
