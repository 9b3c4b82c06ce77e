/** The page with input that is long, old or hostile. */
import type { Pages } from './browser'
import { sample } from './events'
import { goTo, openFile, row, type, verdictOf } from './locators'
import { findOverflow } from './looks'

const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'`{{7*7}}${7*7}\u202e\u0007'

export const testHostile = ({ open }: Pages) =>
  describe('whatever it is given', () => {
    it('shows markup in every value as text', async () => {
      const traits = JSON.parse(`{"__proto__":1,"constructor":{"toString":2}}`)
      const event = {
        type: 'identify',
        userId: markup,
        traits: { ...traits, [markup]: markup, nested: { [markup]: [markup, { [markup]: markup }] }, email: markup }
      }
      const page = await open({ event })
      await verdictOf(page, /^Delivered, but Email was left out/).waitFor()
      for (const step of ['1 Trigger', '2 Fields', '3 Request', '4 Answer']) {
        await page.getByRole('button', { name: new RegExp(`^${step}`) }).click()
      }
      await goTo(page, 'Mappings')
      await page.getByRole('combobox', { name: 'Identity' }).click()
      expect(await page.locator('img[src], script:not([src]), iframe').count()).toBe(0)
      expect(await findOverflow(page)).toBe(0)
    })

    it('has room for names of 20,000 characters', async () => {
      const long = 'n'.repeat(20_000)
      const page = await open({ event: { type: 'identify', userId: long, traits: { [long]: long, plan: long } } })
      await verdictOf(page, /^Not sent: /).waitFor()
      expect(await findOverflow(page)).toBe(0)
    })

    it('takes the last of the same key twice, as Segment does', async () => {
      const page = await open()
      await type(page, '{"type":"identify","userId":"ada-1","traits":{"plan":"gold","plan":"free"},"userId":"ada-2"}')
      await page.getByRole('article', { name: 'Profile ada-2' }).waitFor()
      await row(page, 'plan').getByText('free', { exact: true }).waitFor()
    })

    it('has room for a mapping with a hundred rows', async () => {
      const attribute = (index: number) => [`a-${index}`, { '@path': `$.a.${index}` }]
      const rows = Object.fromEntries(Array.from({ length: 100 }, (_, index) => attribute(index)))
      const mapping = { identity: { '@path': '$.userId' }, standardAttributes: rows }
      const page = await open({
        subscriptions: [{ partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping }]
      })
      await goTo(page, 'Mappings')
      await page.getByRole('button', { name: /^100 more, not in this event/ }).click()
      await page.getByRole('combobox', { name: 'a-99' }).waitFor()
      expect(await findOverflow(page)).toBe(0)
    })

    it('opens a case that was saved before there were remedies', async () => {
      const page = await open()
      await openFile(page, 'old.json', {
        event: sample,
        subscriptions: [
          {
            name: 'Identify',
            partnerAction: 'userUpload',
            subscribe: 'type = "identify"',
            mapping: {
              identity: { '@path': '$.userId' },
              ts: { '@path': '$.timestamp' },
              standardAttributes: { Name: { '@path': '$.traits.name' }, Phone: { '@path': '$.traits.phone' } },
              convertTimestamps: true,
              enable_batching: true,
              batch_size: 1000
            }
          }
        ],
        before: { 'asha-3': { Name: 'Asha' } },
        answer: 'cutAfter'
      })
      await verdictOf(page, 'Not delivered yet: Segment tries again').waitFor()
      await page.getByRole('button', { name: 'Stop simulating' }).click()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await row(page, 'Name').getByText('Asha Rao').waitFor()
    })
  })
