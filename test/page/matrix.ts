/** The whole matrix of the design: each state at each size in a theme, and each field at each size, reached by Tab. */
import type { Browser } from 'playwright-core'
import { watch } from './browser'
import { goTo, verdictOf } from './locators'
import { findBarriers, findOverflow, tabThroughFields } from './looks'
import { reach, sizes, states } from './states'

type Size = { width: number; height: number }

async function open(browser: Browser, url: string, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({ colorScheme, locale: 'en-IN', reducedMotion: 'reduce' })
  const offences = watch(page, url)
  await page.goto(url)
  await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
  return { page, offences }
}

/** Looks at each state at each size, and how wide it is at 320 pixels. */
export async function lookAtStates(browser: Browser, url: string, theme: 'light' | 'dark') {
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
export async function walk(browser: Browser, url: string, some: Size[]) {
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
