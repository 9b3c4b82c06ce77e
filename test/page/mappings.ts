/** The mappings on the page, and cases that are kept. */
import { readFileSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { readSubscriptions } from '../../src/deliver/files/subscriptions'
import type { Pages } from './browser'
import { addMapping, cellsOf, goTo, openFile, row, simulate, verdictOf } from './locators'

export const testMappings = ({ open }: Pages) => {
  describe('the mappings', () => {
    it('show what each field gives for the event, that it was changed, and can be reset', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      const identity = page.getByRole('combobox', { name: 'Identity' })
      expect(await identity.inputValue()).toBe('userId')
      await identity.fill('traits.em')
      await page.getByRole('option', { name: 'traits.email asha@example.com' }).click()
      await page.getByRole('article', { name: 'Profile asha@example.com' }).waitFor()
      await page.getByRole('button', { name: 'Reset' }).click()
      await page.getByRole('article', { name: 'Profile asha-3' }).waitFor()
    })

    it('take a value from the event, a fixed text, a template or JSON', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      await page.getByRole('button', { name: 'Identity: Event. Change the source' }).click()
      await page.getByRole('menuitemradio', { name: /^Template/ }).click()
      const identity = page.getByRole('combobox', { name: 'Identity' })
      expect(await identity.inputValue()).toBe('{{userId}}')
      await identity.fill('u-{{userId}}')
      await page.getByRole('article', { name: 'Profile u-asha-3' }).waitFor()
      await page.getByRole('button', { name: 'Undo' }).first().click()
      await page.getByRole('article', { name: 'Profile asha-3' }).waitFor()
    })

    it('map an attribute of their own, which can be removed and had back', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      const group = page.getByRole('group', { name: 'Standard Attributes' })
      await group.getByLabel('Name', { exact: true }).last().fill('Customer Type')
      await group.getByRole('button', { name: 'Add to Standard Attributes' }).click()
      await group.getByRole('button', { name: 'Customer Type: Event. Change the source' }).click()
      await page.getByRole('menuitemradio', { name: /^Fixed/ }).click()
      await group.getByRole('combobox', { name: 'Customer Type' }).fill('premium')
      await row(page, 'Customer Type').waitFor()
      expect(await cellsOf(page, 'Customer Type')).toEqual(['', 'premium', 'fixed text in the mapping'])
      await group.getByRole('button', { name: 'Remove Customer Type of Standard Attributes' }).click()
      await row(page, 'Customer Type').waitFor({ state: 'detached' })
      await page.getByRole('log', { name: 'Changes' }).getByRole('button', { name: 'Undo' }).click()
      await row(page, 'Customer Type').waitFor()
    })

    it('tell of each field on demand, can refuse instead of drop, and hide what does not apply', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      await page.getByRole('button', { name: 'About Invalid Attributes' }).click()
      await page.getByRole('button', { name: 'About Invalid Attributes', expanded: true }).waitFor()
      const field = page.getByRole('combobox', { name: 'Invalid Attributes' })
      expect(await field.getAttribute('aria-describedby')).toBeTruthy()
      await field.selectOption('reject')
      await verdictOf(page, /^Not sent: /).waitFor()
      await page.getByRole('switch', { name: 'Convert Timestamps' }).uncheck()
      await page.getByRole('combobox', { name: 'Timestamp Format' }).waitFor({ state: 'detached' })
    })

    it('say what is no condition, and no mapping, while the others still run', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      const trigger = page.getByRole('textbox', { name: 'Trigger' })
      await trigger.fill('type = "iden')
      await page.getByText('Not a condition: a quotation mark is opened and not closed.').first().waitFor()
      await trigger.fill('type = "identify"')
      await page.getByRole('button', { name: 'Created At: Event. Change the source' }).click()
      await page.getByRole('menuitemradio', { name: /^JSON/ }).click()
      await page.getByRole('textbox', { name: 'Created At' }).fill('{"@nonsense": 1}')
      await page.getByText('the field "ts" has an unknown directive, "@nonsense".').last().waitFor()
      await verdictOf(page, /^Not sent: /).waitFor()
    })

    it('are switched off, duplicated, removed, and had back with one key', async () => {
      const page = await open()
      await goTo(page, 'Mappings')
      const name = 'Event Type is Identify'
      await page.getByRole('switch', { name: `${name} is on` }).uncheck()
      await verdictOf(page, 'Not sent: no mapping takes this event').waitFor()
      await page.keyboard.press('Control+Z')
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await page.getByRole('button', { name: `More for ${name}` }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
      await verdictOf(page, 'Not sent: no mapping takes this event').waitFor()
      await page.getByRole('log', { name: 'Changes' }).getByText(`${name} was removed.`).waitFor()
      await page.getByRole('button', { name: 'Undo' }).first().click()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
      await page.getByRole('button', { name: `More for ${name}` }).click()
      await page.getByRole('menuitem', { name: 'Duplicate' }).click()
      await page
        .getByRole('region', { name: `Mapping ${name}` })
        .nth(1)
        .waitFor()
    })

    it('are copied as deliver reads them', async () => {
      const page = await open()
      await addMapping(page, 'Event Upload')
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
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Reset to the presets' }).click()
      await page.getByRole('region', { name: 'Mapping Event Upload' }).waitFor({ state: 'detached' })
      await page.getByLabel('Open a file', { exact: true }).setInputFiles(path)
      await page.getByRole('region', { name: 'Mapping Event Upload' }).waitFor()
    })
  })

  describe('a case', () => {
    it('can be saved and opened again, and scripts can ask with it', async () => {
      const page = await open()
      await simulate(page, '503, not available')
      await verdictOf(page, 'Not delivered yet: Segment tries again').waitFor()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save case' }).click()
      const path = await (await downloading).path()
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ event: { userId: 'asha-3' }, answer: '503' })
      await goTo(page, 'Event')
      await page.getByLabel('Example').selectOption('0')
      await simulate(page, 'Normally')
      await verdictOf(page, 'Delivered').waitFor()
      await page.getByLabel('Open a file', { exact: true }).setInputFiles(path)
      await verdictOf(page, 'Not delivered yet: Segment tries again').waitFor()
      expect(await page.getByRole('radio', { name: '503, not available' }).isChecked()).toBe(true)
    })

    it('that is none says so, and changes nothing', async () => {
      const page = await open()
      await openFile(page, 'notes.txt', 'notes')
      await page.getByRole('alert').getByText('The file is neither a saved case, nor mappings, nor events.').waitFor()
      await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
    })
  })
}
