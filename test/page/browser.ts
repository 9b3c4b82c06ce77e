/** A browser for tests, if this machine has one, and the page in it. */
import { existsSync, mkdtempSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildPage } from '../../scripts/build-page'
import { bundledEvents } from '../../src/deliver/files/source'
import { presetSubscriptions } from '../../src/segment/subscriptions'
import { startPageServer } from '../../src/try/server'
import type { PageServer } from '../../src/try/server'
import type { Case } from '../../src/try/protocol'
import { readEvents, sample } from './events'
import { verdictOf } from './locators'

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

/** Long for a page, so that a busy machine fails no test, and shorter than a test may take, so that it says what is missing. */
const timeoutMs = 8000

/** One visit: the page, and what it did that it must not do. */
type Visit = { page: Page; offences: string[] }

/** Collects what a page does that it must not do: words in the console, errors, dialogs, requests to another origin. */
export function watch(page: Page, url: string): string[] {
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
  return offences
}

/** What the page starts with. Of a case, what is not given is as in the first view, or absent. */
type Given = Partial<Case>

export type Pages = ReturnType<typeof useBrowser>

const desktop = { width: 1280, height: 800 }

/** The browser's country decides which one a remedy proposes. */
const usual = { locale: 'en-IN', reducedMotion: 'reduce' } as const

/** One server and one browser for all tests of the page; after each test every visit is checked. */
export function useBrowser() {
  let folder: string
  let browser: Browser
  let pageServer: PageServer
  let shared: Visit | undefined
  const visits: Visit[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'page-'))
    buildPage(folder)
    browser = await launchBrowser()
    pageServer = await start()
  })
  afterEach(async () => {
    const own = visits.splice(0)
    await Promise.all(own.map(({ page }) => page.context().close()))
    expect([...own, ...(shared ? [shared] : [])].flatMap(({ offences }) => offences.splice(0))).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await pageServer.close()
    rmSync(folder, { recursive: true })
  })

  /** A page server of its own, for a test that ends it. */
  const start = () =>
    startPageServer({
      port: 0,
      folder,
      version: '1.2.3',
      examples: readEvents(bundledEvents),
      first: 3,
      subscriptions: presetSubscriptions()
    })

  async function goto(url: string, options: BrowserContextOptions): Promise<Visit> {
    const context = await browser.newContext({ viewport: desktop, ...usual, ...options })
    context.setDefaultTimeout(timeoutMs)
    const page = await context.newPage()
    const offences = watch(page, url)
    await page.goto(url)
    return { page, offences }
  }

  /** Opens an address, the page's own if none is given, in a context of its own, without waiting for a result. */
  async function visit(options: BrowserContextOptions = {}, url = pageServer.url): Promise<Page> {
    const one = await goto(url, options)
    visits.push(one)
    return one.page
  }

  /**
   * Opens the page as new, and waits for its first result. Loading it anew where the test before had it takes a third of
   * the time of a context of its own, which a test gets that has options, or changes what loading does not bring back.
   */
  async function open(given?: Given, options?: BrowserContextOptions): Promise<Page> {
    if (options) {
      const page = await visit(options)
      return given ? renew(page, given) : settle(page)
    }
    if (!shared) {
      shared = await goto(pageServer.url, { permissions: ['clipboard-read', 'clipboard-write'] })
    }
    const { page } = shared
    await Promise.all([page.setViewportSize(desktop), page.mouse.move(0, 0)])
    return renew(page, given)
  }

  async function renew(page: Page, given?: Given): Promise<Page> {
    const kept = { event: sample, subscriptions: presetSubscriptions(), ...given }
    const text = JSON.stringify(JSON.stringify(kept))
    await page.evaluate(given ? `sessionStorage.setItem('case', ${text})` : `sessionStorage.removeItem('case')`)
    await page.reload({ waitUntil: 'commit' })
    return settle(page)
  }

  const settle = async (page: Page) => {
    await verdictOf(page, /^(?!Loading)/)
      .first()
      .waitFor()
    return page
  }

  /** What is expected to be in the console of this visit: the browser's own words on an answer that is an error. */
  function forgive(page: Page, pattern: RegExp): void {
    const own = visits.find((one) => one.page === page)
    own?.offences.splice(0, Infinity, ...own.offences.filter((offence) => !pattern.test(offence)))
  }

  return { open, visit, forgive, start }
}
