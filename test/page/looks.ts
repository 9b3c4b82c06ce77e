/** What must hold of the page however it is looked at: no barrier, nothing wider than the screen, the verdict in sight. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Names what breaks a rule of accessibility, and where. */
export async function findBarriers(page: Page): Promise<string[]> {
  if ((await page.evaluate('"axe" in window')) !== true) {
    await page.evaluate(axe.source)
  }
  const options = JSON.stringify({ resultTypes: ['violations'], preload: false })
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as axe.AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
  )
}

/** How much wider the page is than the screen. */
export const findOverflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** Of what has the focus: its words if it is a field, and what is wrong with where it and the verdict stand. */
const look = `(() => {
  const at = document.activeElement
  const isPart = at.closest('[role=tabpanel]') !== null
  if (!isPart || !at.matches('input, select, textarea, [role=textbox]')) {
    return { isPart }
  }
  const head = document.querySelector('[role=status]').parentElement.getBoundingClientRect()
  const field = at.getBoundingClientRect()
  const isInSight = ({ top, bottom }) => top >= 0 && bottom <= innerHeight
  const isCovered = field.top < head.bottom && head.top < field.bottom && field.left < head.right && head.left < field.right
  const faults = [
    !isInSight(head) && 'the verdict is out of sight',
    field.height < innerHeight / 2 && !isInSight(field) && 'the field is out of sight',
    field.height < innerHeight / 2 && isCovered && 'the verdict covers the field'
  ]
  const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.id
  return { isPart, name, faults: faults.filter(Boolean).map((fault) => name + ': ' + fault) }
})()`

type Look = { isPart: boolean; name?: string; faults?: string[] }

export type Walk = { fields: number; faults: string[] }

const toWalk = (looks: Look[]): Walk => ({
  fields: looks.filter(({ name }) => name !== undefined).length,
  faults: looks.flatMap(({ faults = [] }) => faults)
})

/** Puts the focus on each field of the pane that is shown, as a script does, and looks at it. */
export async function focusFields(page: Page): Promise<Walk> {
  const fields =
    "document.querySelectorAll('[role=tabpanel]:not([hidden]) :is(input, select, textarea, [role=textbox])')"
  return toWalk((await page.evaluate(`Array.from(${fields}, (field) => (field.focus(), ${look}))`)) as Look[])
}

/** Goes through the pane that is shown, from its tab, with the key Tab, and looks at each field. */
export async function tabThroughFields(page: Page): Promise<Walk> {
  const looks: Look[] = []
  do {
    await page.keyboard.press('Tab')
    looks.push((await page.evaluate(look)) as Look)
  } while (looks[looks.length - 1].isPart)
  return toWalk(looks)
}
