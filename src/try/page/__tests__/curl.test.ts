/** A request as a command for the terminal. */
import { execFileSync } from 'child_process'
import { toCurl } from '../curl'

const exchange = {
  method: 'POST',
  url: 'https://<region>.api.clevertap.com/1/upload',
  headers: [
    ['content-type', 'application/json'],
    ['x-clevertap-account-id', 'EMULATED-ACCOUNT'],
    ['X-CleverTap-Passcode', '•••']
  ] as [string, string][],
  body: `{"a":"it's $(rm -rf /) \`x\` \\\\ "}`
}

it('takes endpoint and credentials from the environment', () => {
  expect(toCurl({ ...exchange, body: '{}' })).toBe(
    `curl -X POST "$CLEVERTAP_ENDPOINT/1/upload" \\
  -H 'content-type: application/json' \\
  -H "x-clevertap-account-id: $CLEVERTAP_ACCOUNT_ID" \\
  -H "X-CleverTap-Passcode: $CLEVERTAP_PASSCODE" \\
  --data-raw '{}'`
  )
})

it('leaves nothing of a body for the shell to run', () => {
  const command = toCurl(exchange).replace(/^curl/, `printf '%s\\n'`)
  const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n')
  expect(printed).toContain(exchange.body)
})
