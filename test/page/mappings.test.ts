/** The page in a real browser: its mappings, and cases that are kept. */
import { readFileSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { readSubscriptions } from '../../src/deliver/files/subscriptions'
import { addEventUpload, cellsOf, describeInBrowser, row, useBrowser, verdictOf } from './browser'

jest.setTimeout(30_000)

describeInBrowser('the page, as one maps', () => {
  const { open } = useBrowser()

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
})
