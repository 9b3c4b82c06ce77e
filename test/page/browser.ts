/** A browser for tests, if this machine has one, and the page in it. */
import { existsSync, mkdtempSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import axe from 'axe-core'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildPage } from '../../scripts/build-page'
import { bundledEvents } from '../../src/deliver/files/source'
import { presetSubscriptions } from '../../src/segment/subscriptions'
import { startPageServer } from '../../src/try/server'
import type { PageServer, PageServerOptions } from '../../src/try/server'
import { readEvents } from './events'

const candidates = [
  process.env.BROWSER_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome'
]

/** Of the browser; undefined where there is none. */
export const executablePath = candidates.find((path) => path !== undefined && existsSync(path))

/** The sandbox of the browser does not work for root. */
export const launchBrowser = () =>
  chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

/** Where there is no browser, `browser.test.ts` says so for all. */
export const describeInBrowser = (title: string, tests: () => void): void =>
  executablePath === undefined ? describe.skip(title, tests) : describe(title, tests)

/** Long for a page, so that a busy machine fails no test, and shorter than a test may take, so that it says what is missing. */
const timeoutMs = 8000

/** One visit: the page, and what it did that it must not do. */
export type Visit = { page: Page; offences: string[] }

/** The page's server and a browser for a test file; every visit is checked when its test ends. */
export function useBrowser() {
  let folder: string
  let browser: Browser
  let pageServer: PageServer
  const visits: Visit[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'page-'))
    buildPage(folder)
    browser = await launchBrowser()
    pageServer = await start()
  })
  afterEach(async () => {
    const found = visits.splice(0)
    await Promise.all(found.map(({ page }) => page.context().close()))
    expect(found.flatMap(({ offences }) => offences)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await pageServer.close()
    rmSync(folder, { recursive: true })
  })

  const start = (more: Partial<PageServerOptions> = {}) =>
    startPageServer({
      port: 0,
      folder,
      version: '1.2.3',
      examples: readEvents(bundledEvents),
      first: 3,
      subscriptions: presetSubscriptions(),
      ...more
    })

  /** Opens an address, the page's own if none is given, without waiting for a result. */
  async function visit(options: BrowserContextOptions = {}, url = pageServer.url): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    context.setDefaultTimeout(timeoutMs)
    const page = await context.newPage()
    const offences: string[] = []
    const own = new URL(url).origin
    page.on('console', (message) => offences.push(`${message.type()} in the console: ${message.text()}`))
    page.on('pageerror', (error) => offences.push(`error: ${error.message}`))
    page.on('dialog', (dialog) => {
      offences.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (origin !== own && protocol !== 'data:' && protocol !== 'blob:') {
        offences.push(`request to ${request.url()}`)
      }
    })
    visits.push({ page, offences })
    await page.goto(url)
    return page
  }

  /** Opens the page and waits for its first result. */
  async function open(options?: BrowserContextOptions, url?: string): Promise<Page> {
    const page = await visit(options, url)
    await verdictOf(page, /Delivered/).waitFor()
    return page
  }

  /** What is expected to be in the console of this visit: the browser's own words on an answer that is an error. */
  function forgive(page: Page, pattern: RegExp): void {
    const own = visits.find((one) => one.page === page)
    own?.offences.splice(0, Infinity, ...own.offences.filter((offence) => !pattern.test(offence)))
  }

  return { open, visit, forgive, start }
}

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

export const goTo = (page: Page, tab: 'Event' | 'Mappings' | 'CleverTap') =>
  page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()

export async function addMapping(page: Page, action: string): Promise<void> {
  await goTo(page, 'Mappings')
  await page.getByRole('button', { name: 'Add mapping' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

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

/** Names what breaks a rule of accessibility, and where. */
export async function findBarriers(page: Page, rules?: string[]): Promise<string[]> {
  const isThere = await page.evaluate('"axe" in window')
  if (isThere !== true) {
    await page.evaluate(axe.source)
  }
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as axe.AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
  )
}

/** How much wider the page is than the screen. */
export const findOverflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
