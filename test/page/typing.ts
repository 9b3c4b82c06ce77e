/** What the page says at first sight, and as one types. */
import type { Pages } from './browser'
import { identify, order } from './events'
import { addMapping, cellsOf, editorOf, goTo, openFile, row, type, verdictOf } from './locators'

export const testTyping = ({ open, visit }: Pages) => {
  describe('at first sight', () => {
    it('has run an example that teaches: a phone number is left out, and why', async () => {
      const page = await open()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await page.getByRole('status').getByText('New profile asha-3 with 4 attributes.').waitFor()
      expect(await cellsOf(page, 'Phone')).toEqual(['Left out', '98450 12345 left out', 'traits.phone'])
      expect(await cellsOf(page, 'Name')).toEqual(['', 'Asha Rao', 'traits.name'])
      expect(await editorOf(page).innerText()).toMatch(/"phone": .*! Phone left out/)
    })

    it('has taken the token out of the address, and works when it is loaded again', async () => {
      const page = await visit()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      expect(new URL(page.url()).hash).toBe('')
      await type(page, identify('grace-2'))
      await verdictOf(page, 'Delivered').waitFor()
      await page.reload()
      await page.getByRole('article', { name: 'Profile grace-2' }).waitFor()
    })

    it('says that it needs JavaScript where there is none', async () => {
      const page = await visit({ javaScriptEnabled: false })
      expect(await page.locator('noscript').innerText()).toBe('This page needs JavaScript.')
    })

    it('offers examples where there is nothing yet', async () => {
      const page = await open()
      await type(page, '')
      await verdictOf(page, 'See what becomes of an event').waitFor()
      await page.getByRole('button', { name: 'A placeholder as identity' }).click()
      await verdictOf(page, /^Not sent: /).waitFor()
    })
  })

  describe('as one types', () => {
    it('each state has its headline, and no mapping tells what each trigger asks for', async () => {
      const page = await open()
      const cases: [string, string | RegExp][] = [
        [identify('ada-1'), 'Delivered'],
        ['{"type":"track","event":"Delete User","userId":"ada-1"}', 'CleverTap had no profile ada-1'],
        [identify('undefined'), /^Not sent: /],
        [`[${identify('ada-1')},{"type":"group"},3]`, '1 of 3 events delivered'],
        ['{"type":"group","userId":"ada-1"}', 'Not sent: no mapping takes this event']
      ]
      for (const [text, headline] of cases) {
        await type(page, text)
        await verdictOf(page, headline).waitFor()
      }
      const conditions = page.getByRole('table', { name: 'Conditions of Event Name is Delete User' })
      await conditions.getByRole('row', { name: 'False event = "Delete User" nothing' }).waitFor()
    })

    it('what is not JSON yet keeps the last result, and says where, with the mend', async () => {
      const page = await open()
      await type(page, '{"type": "identify",\n"userId": "ada-1"\n"traits": {}}')
      await page.getByRole('alert').getByText('Line 3: a comma is missing before "traits".').waitFor()
      await page.getByText('The event is not valid JSON yet. This is the last result.').waitFor()
      const verdict = page.getByRole('region', { name: 'Delivered, but Phone was left out' })
      expect(await verdict.getAttribute('aria-disabled')).toBe('true')
      const place = editorOf(page).getByText('"traits"', { exact: true }).last()
      expect(
        await place.evaluate((element) => getComputedStyle(element.parentElement ?? element).textDecoration)
      ).toMatch(/wavy/)
      await page.getByRole('button', { name: 'Insert comma' }).click()
      await page.getByRole('status').getByText('New profile ada-1 with 0 attributes.').waitFor()
    })

    it('a person who is there is updated or deleted, with what was there before', async () => {
      const page = await open()
      await page.getByRole('button', { name: 'Keep for next event' }).click()
      await type(page, identify('asha-3', { name: 'Asha R.', plan: 'gold' }))
      await page
        .getByRole('status')
        .getByText('Profile asha-3 was updated: 1 attribute changed, 1 is new, 3 stay as they were.')
        .waitFor()
      expect(await cellsOf(page, 'Name')).toEqual([
        'Changed',
        expect.stringMatching(/^Asha Rao\s+Asha R\.$/),
        'traits.name'
      ])
      await page.getByRole('button', { name: 'Changes 2' }).click()
      await row(page, 'Email').waitFor({ state: 'detached' })
      await type(page, '{"type":"delete","userId":"asha-3"}')
      await verdictOf(page, 'Profile asha-3 is deleted').waitFor()
      expect(await cellsOf(page, 'Name')).toEqual(['Removed', 'Asha Rao', ''])
    })

    it('an order becomes Charged, with its items, once a mapping takes it', async () => {
      const page = await open({ event: order })
      await addMapping(page, 'Event Upload')
      await verdictOf(page, 'Delivered as Charged').waitFor()
      await page.getByRole('status').getByText('CleverTap recorded a purchase of 27.5 by ada-1.').waitFor()
      expect(await cellsOf(page, 'Amount')).toEqual([
        '',
        '27.5',
        expect.stringMatching(/^properties\.total\s+was "27\.5"$/)
      ])
      await page.getByRole('table', { name: 'Items' }).getByRole('cell', { name: '18.99' }).waitFor()
    })

    it('several events run in order, and each can be looked at', async () => {
      const change = (plan: string) => ({ type: 'identify', userId: 'ada-1', traits: { plan } })
      const page = await open({ event: [change('gold'), change('platinum')] })
      await verdictOf(page, '2 of 2 events delivered').waitFor()
      await page.getByRole('row', { name: /^2 identify ada-1/ }).click()
      await page.getByText('Event 2 of 2.').waitFor()
      await page.getByRole('button', { name: /^3 Request/ }).click()
      await page.getByRole('group', { name: 'Body of the request' }).getByText('platinum').waitFor()
      await page.getByRole('button', { name: 'Edit the whole list' }).click()
      await page.getByRole('button', { name: 'Edit one event at a time' }).waitFor()
    })

    it('of 51 events the first 50 are run, and it says so without a fuss', async () => {
      const page = await open()
      await type(page, JSON.stringify(Array(51).fill(JSON.parse(identify('ada-1')))))
      await verdictOf(page, '50 of 50 events delivered').waitFor()
      await page.getByText('50 of 51 events are run.').first().waitFor()
      expect(await page.getByRole('region', { name: '50 of 50 events delivered' }).getAttribute('aria-disabled')).toBe(
        'false'
      )
    })

    it('an event of more than 1 MB is not asked about', async () => {
      const page = await open()
      await openFile(page, 'long.json', { type: 'identify', traits: { long: Array(100_000).fill('x'.repeat(9)) } })
      await page.getByRole('alert').getByText('The event is larger than 1 MB.').waitFor()
    })
  })

  it('whatever CleverTap answers, it says what Segment then does', async () => {
    const page = await open()
    await goTo(page, 'CleverTap')
    const later = 'Not delivered yet: Segment tries again'
    const answers: [string, string | RegExp][] = [
      ['401, wrong credentials', 'Refused by CleverTap: wrong credentials'],
      ['429, too many requests', later],
      ['503, not available', later],
      ['The connection is cut', later],
      ['A web page instead of an answer', later],
      ['It refuses the record', /^Refused by CleverTap/]
    ]
    for (const [answer, headline] of answers) {
      await page.getByRole('radio', { name: answer }).check()
      await verdictOf(page, headline).waitFor()
    }
    await page.getByText('Simulated 516').waitFor()
    await page.getByRole('button', { name: 'Stop simulating' }).click()
    await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
  })
}
