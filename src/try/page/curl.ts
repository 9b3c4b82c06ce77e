/** A request as a command for the terminal. Pure. */
import type { Exchange } from '../protocol'

/** Credentials come from the environment, as for `deliver`; the emulator's own would be of no use. */
const variables: { [header: string]: string } = {
  'x-clevertap-account-id': '$CLEVERTAP_ACCOUNT_ID',
  'x-clevertap-passcode': '$CLEVERTAP_PASSCODE'
}

export function toCurl({ method, url, headers, body }: Omit<Exchange, 'try'>): string {
  const path = url.replace(/^https:\/\/[^/]+/, '')
  const lines = [
    `curl -X ${method} "$CLEVERTAP_ENDPOINT${path}"`,
    ...headers.map(([name, value]) => {
      const variable = variables[name.toLowerCase()]
      return variable === undefined ? `-H ${quote(`${name}: ${value}`)}` : `-H "${name}: ${variable}"`
    }),
    `--data-raw ${quote(body)}`
  ]
  return lines.join(' \\\n  ')
}

/** Within single quotes the shell changes nothing; a single quote itself has to be written in another way. */
const quote = (text: string) => `'${text.replace(/'/g, "'\\''")}'`
