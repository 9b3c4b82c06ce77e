/** The page in a real browser. Its parts share one browser, in one file. */
import { testAccessible } from './accessible'
import { executablePath, useBrowser } from './browser'
import { testFailures } from './failures'
import { testHostile } from './hostile'
import { testKeyboard } from './keyboard'
import { testMappings } from './mappings'
import { testRemedies } from './remedies'
import { testResult } from './result'
import { testTasks } from './tasks'
import { testTyping } from './typing'

const remedy =
  'The page was not tested in a browser: there is none. Install chromium-headless-shell (apt-get), or set BROWSER_PATH.'

const mayBeAbsent = executablePath === undefined && process.env.REQUIRE_BROWSER !== '1'

if (mayBeAbsent) {
  process.stderr.write(`${remedy}\n`)
}

;(mayBeAbsent ? it.skip : it)('a browser is there', () => {
  expect(executablePath ?? remedy).toBe(executablePath)
})
;(executablePath === undefined ? describe.skip : describe)('the page', () => {
  const pages = useBrowser()
  testTyping(pages)
  testResult(pages)
  testMappings(pages)
  testTasks(pages)
  testKeyboard(pages)
  testRemedies(pages)
  testHostile(pages)
  testFailures(pages)
  testAccessible(pages)
})
