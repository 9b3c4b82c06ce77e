/** How a person finds and does things on the page: by roles and words. */
import type { Page } from 'playwright-core'

/** A heading of a verdict, once it is this. */
export const verdictOf = (page: Page, name: string | RegExp) =>
  page.getByRole('status').getByRole('heading', { name, exact: true })

export const editorOf = (page: Page) => page.getByRole('textbox', { name: 'The event as JSON' })

/** Replaces the text in the editor. */
export async function type(page: Page, text: string): Promise<void> {
  await editorOf(page).focus()
  await page.keyboard.press('Control+A')
  await (text === '' ? page.keyboard.press('Delete') : page.keyboard.insertText(text))
}

/** By its key, which works wherever the focus is. */
export const goTo = (page: Page, tab: 'Event' | 'Mappings' | 'CleverTap') =>
  page.keyboard.press(`Alt+${['Event', 'Mappings', 'CleverTap'].indexOf(tab) + 1}`)

export async function addMapping(page: Page, action: string): Promise<void> {
  await goTo(page, 'Mappings')
  await page.getByRole('button', { name: 'Add mapping' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** Opens a file, as with the button. */
export const openFile = (page: Page, name: string, content: unknown) =>
  page.getByLabel('Open a file', { exact: true }).setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  })

/** Chooses how CleverTap answers. */
export async function simulate(page: Page, answer: string): Promise<void> {
  await goTo(page, 'CleverTap')
  await page.getByRole('radio', { name: answer }).check()
}

/** An attribute in the table that says where each comes from. */
export const row = (page: Page, attribute: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: attribute, exact: true }) })

/** What is said of an attribute: whether it changed, its value in CleverTap, where the event has it. */
export const cellsOf = (page: Page, attribute: string) => row(page, attribute).getByRole('cell').allInnerTexts()
