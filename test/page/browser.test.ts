/** Says once that the page cannot be tested in a browser here. Where one must be there, its absence is a failure. */
import { executablePath } from './browser'

const remedy =
  'The page was not tested in a browser: there is none. Install chromium-headless-shell (apt-get), or set BROWSER_PATH.'

const mayBeAbsent = executablePath === undefined && process.env.REQUIRE_BROWSER !== '1'

if (mayBeAbsent) {
  process.stderr.write(`${remedy}\n`)
}

;(mayBeAbsent ? it.skip : it)('a browser is there', () => {
  expect(executablePath ?? remedy).toBe(executablePath)
})
