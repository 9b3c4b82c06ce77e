/** The states of the page as it is designed, and the sizes and themes in which each is looked at. */
import type { Locator, Page } from 'playwright-core'
import { presetSubscriptions } from '../../src/segment/subscriptions'
import type { Case, JsonObject, Subscription } from '../../src/try/protocol'
import { deletion, nearMiss, order, sample } from './events'
import { goTo, openFile, type, verdictOf } from './locators'

/** `reach`: what a person does then. `shows`: what is there, at every size. */
export type State = {
  name: string
  given?: Partial<Case>
  tab?: 'Event' | 'Mappings' | 'CleverTap'
  reach?: (page: Page) => Promise<unknown>
  shows: (page: Page) => Locator
}

const verdict = (name: string | RegExp) => (page: Page) => verdictOf(page, name)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The preset User Upload with a change of its mapping, and the preset User Delete. */
const mapped = (changes: JsonObject): Subscription[] => {
  const [upload, deletes] = presetSubscriptions() as Subscription[]
  return [{ ...upload, mapping: { ...upload.mapping, ...changes } }, deletes]
}
const asha = { type: 'identify', userId: 'asha-3', traits: { name: 'Asha R.', plan: 'gold' } }
const german = { type: 'identify', userId: 'eva-5', traits: { phone: '0151 23456789' } }

export const states: State[] = [
  { name: 'an attribute left out', shows: verdict('Delivered, but Phone was left out') },
  {
    name: 'countries to choose from',
    given: { event: german },
    reach: (page) => button(page, 'Set country…').click(),
    shows: (page) => page.getByRole('menu')
  },
  {
    name: 'an update',
    given: { event: asha, before: { 'asha-3': { Name: 'Asha Rao', Email: 'asha@example.com' } } },
    shows: (page) => button(page, 'Changes 2')
  },
  { name: 'a near miss', given: { event: nearMiss }, shows: (page) => button(page, 'Change the trigger') },
  { name: 'no mapping', given: { event: order }, shows: (page) => button(page, 'Add Event Upload') },
  {
    name: 'an order',
    given: { event: order },
    reach: (page) => button(page, 'Add Event Upload').click(),
    shows: (page) => page.getByRole('table', { name: 'Items' })
  },
  { name: 'a deletion', given: { event: deletion }, shows: verdict('CleverTap had no profile jun-4') },
  { name: 'refused', given: { answer: { refuse: 516 } }, shows: verdict(/^Refused by CleverTap/) },
  { name: 'an outage', given: { answer: '503' }, shows: verdict('Not delivered yet: Segment tries again') },
  {
    name: 'after an outage',
    given: { answer: { fault: '503', times: 2 } },
    shows: (page) => page.getByText('After try 3')
  },
  { name: 'not valid', given: { event: { ...asha, userId: 'undefined' } }, shows: verdict(/^Not sent: Identity/) },
  {
    name: 'a list',
    given: { event: [sample, asha, order, { ...asha, userId: 'undefined' }] },
    shows: verdict('2 of 4 events delivered')
  },
  {
    name: 'the steps',
    reach: (page) => button(page, /^3 Request/).click(),
    shows: (page) => page.getByRole('group', { name: 'Body of the request' })
  },
  { name: 'the mappings', tab: 'Mappings', shows: (page) => page.getByRole('textbox', { name: 'Trigger' }) },
  {
    name: 'paths of the event',
    tab: 'Mappings',
    given: { subscriptions: mapped({ standardAttributes: { Phone: 'traits.mobile' } }) },
    reach: (page) => page.getByRole('combobox', { name: 'Phone', exact: true }).click(),
    shows: (page) => page.getByRole('listbox')
  },
  {
    name: 'sources of a field',
    tab: 'Mappings',
    reach: (page) => button(page, 'Identity: Event. Change the source').click(),
    shows: (page) => page.getByRole('menuitemradio', { name: /^Template/ })
  },
  {
    name: 'simulation',
    tab: 'CleverTap',
    given: { answer: 'cutAfter' },
    shows: (page) => page.getByRole('radio', { name: 'The connection is cut' })
  },
  {
    name: 'not JSON',
    reach: (page) => type(page, '{"type": "identify",\n"userId": "ada-1"\n"traits": {}}'),
    shows: (page) => page.getByRole('alert')
  },
  { name: 'nothing', reach: (page) => type(page, ''), shows: verdict('See what becomes of an event') },
  {
    name: 'the shortcuts',
    reach: (page) => button(page, 'Keyboard shortcuts').click(),
    shows: (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  }
]

/** Of the window, in CSS pixels. */
export const sizes = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 }
]

/** Where a field has the focus, the verdict stays in sight. */
export const sizesOfFocus = [...sizes, { width: 1440, height: 900 }]

export const themes = ['light', 'dark'] as const

/** Each state at each size in each theme. */
export const views = sizes.flatMap((size) => themes.map((theme) => ({ size, theme })))

/** Opens the case of a state as a file, in a page that shows any other, and does what a person then does. */
export async function reach(page: Page, { name, given, tab, reach: then, shows }: State): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await openFile(page, `${name}.json`, { event: sample, subscriptions: presetSubscriptions(), ...given })
  await page.getByText(`Opened the case ${name}.json.`).waitFor()
  await goTo(page, tab ?? 'Event')
  await then?.(page)
  await shows(page).first().waitFor()
}
