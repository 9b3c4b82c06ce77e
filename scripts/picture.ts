/** `npm run picture`: takes the pictures of the page that README shows, in both themes, from the page as it is. */
import { mkdtempSync, readFileSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { bundledEvents } from '../src/deliver/files/source'
import { allSubscriptions } from '../src/segment/subscriptions'
import { startPageServer } from '../src/try/server'
import { launchBrowser } from '../test/page/browser'
import { readEvents } from '../test/page/events'
import { verdictOf } from '../test/page/locators'
import { buildPage } from './build-page'

const root = join(__dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'))
  buildPage(folder)
  const examples = readEvents(bundledEvents)
  const subscriptions = allSubscriptions()
  const pageServer = await startPageServer({ port: 0, folder, version, examples, first: 3, subscriptions })
  const browser = await launchBrowser()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, locale: 'en-IN' })
    await page.goto(pageServer.url)
    await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
    await page.screenshot({ path: join(root, 'docs', `try-${colorScheme}.png`), animations: 'disabled' })
    await page.close()
  }
  await browser.close()
  await pageServer.close()
  rmSync(folder, { recursive: true })
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
