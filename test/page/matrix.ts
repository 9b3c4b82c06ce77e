/** Looks at everything: each state at each size in both themes, each field at each size, hostile events. */
import type { Browser } from 'playwright-core'
import { watch } from './browser'
import { goTo, type, verdictOf } from './locators'
import { findBarriers, findOverflow, tabThroughFields } from './looks'
import { reach, sizes, sizesOfFocus, states, themes } from './states'
import { hostile } from './truth'

type Theme = typeof themes[number]
type Size = typeof sizes[number]

/** None of what is found may be there. */
export type Finding = { what: string; found: string[] }

async function open(browser: Browser, url: string, colorScheme: Theme) {
  const page = await browser.newPage({ colorScheme, locale: 'en-IN', reducedMotion: 'reduce' })
  const offences = watch(page, url)
  await page.goto(url)
  await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
  return { page, offences }
}

/** Looks at each state at each size, and how wide it is at 320 pixels. */
async function lookAtStates(browser: Browser, url: string, theme: Theme) {
  const { page, offences } = await open(browser, url, theme)
  const [barriers, overflows]: string[][] = [[], []]
  let looks = 0
  for (const state of states) {
    await page.setViewportSize(sizes[2])
    await reach(page, state)
    for (const size of [...sizes, { width: 320, height: 640 }]) {
      await page.setViewportSize(size)
      await state.shows(page).first().waitFor()
      const name = `${state.name}, ${size.width}, ${theme}`
      if (size.width > 320) {
        barriers.push(...(await findBarriers(page)).map((barrier) => `${name}: ${barrier}`))
        looks++
      }
      overflows.push(...((await findOverflow(page)) === 0 ? [] : [name]))
    }
  }
  await page.close()
  return { looks, barriers, overflows, offences }
}

/** Goes through the fields of each pane with Tab. */
async function walk(browser: Browser, url: string, some: Size[]) {
  const { page, offences } = await open(browser, url, 'light')
  const faults: string[] = []
  let fields = 0
  for (const size of some) {
    await page.setViewportSize(size)
    for (const tab of ['Event', 'Mappings', 'CleverTap'] as const) {
      await goTo(page, tab)
      const walked = await tabThroughFields(page)
      fields += walked.fields
      faults.push(...walked.faults.map((fault) => `${size.width}, ${tab}: ${fault}`))
    }
  }
  await page.close()
  return { fields, faults, offences }
}

/** @returns elements that events made, and what they made too wide */
async function showHostile(browser: Browser, url: string) {
  const { page, offences } = await open(browser, url, 'light')
  await page.setViewportSize({ width: 320, height: 640 })
  const found: string[] = []
  for (const [index, traits] of hostile(40, 7).entries()) {
    const userId = `h-${index}`
    await type(page, JSON.stringify({ type: 'identify', userId, traits }))
    await page.getByRole('status').getByText(userId).first().waitFor()
    const elements = await page.locator('img[src], script:not([src]), iframe').count()
    found.push(...(elements > 0 ? [`${userId} makes elements`] : []))
    found.push(...((await findOverflow(page)) === 0 ? [] : [`${userId} is too wide`]))
  }
  await page.close()
  return { found, offences }
}

export async function lookAtAll(browser: Browser, url: string): Promise<Finding[]> {
  const looked = await Promise.all(themes.map((theme) => lookAtStates(browser, url, theme)))
  const [shown, ...walks] = await Promise.all([
    showHostile(browser, url),
    ...[sizesOfFocus.slice(0, 3), sizesOfFocus.slice(3)].map((some) => walk(browser, url, some))
  ])
  const looks = looked.reduce((total, one) => total + one.looks, 0)
  const fields = walks.reduce((total, one) => total + one.fields, 0)
  const matrix = `${states.length} states, ${sizes.length} sizes, ${themes.length} themes`
  return [
    { what: `${matrix}, ${looks} looks by all rules of axe: barriers`, found: looked.flatMap((one) => one.barriers) },
    { what: 'what is wider than the screen, there and at 320 px', found: looked.flatMap((one) => one.overflows) },
    {
      what: `${fields} fields by Tab at ${sizesOfFocus.length} sizes: field or verdict out of sight`,
      found: walks.flatMap((one) => one.faults)
    },
    { what: '40 hostile events: those that do anything but show', found: shown.found },
    {
      what: 'words in the console, errors, dialogs, requests to another origin',
      found: [...looked, ...walks, shown].flatMap((one) => one.offences)
    }
  ]
}
