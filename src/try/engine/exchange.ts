/** An exchange of the emulator as the page shows it: as sent to CleverTap, and without the passcode. Pure. */
import type { Exchange as Recorded } from '../../emulator'
import type { Exchange } from '../protocol'

/** Where the request would go; which region is the customer's to know. */
const shownEndpoint = 'https://<region>.api.clevertap.com'

/** Headers of this connection, not of the request as CleverTap would get it. */
const ownHeaders = new Set(['host', 'connection', 'accept', 'accept-encoding', 'content-length'])

export const toShownExchange = ({ url, headers, ...rest }: Recorded): Exchange => ({
  ...rest,
  url: `${shownEndpoint}${url}`,
  headers: headers
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .map(([name, value]) => [name, /passcode/i.test(name) ? '•••' : value])
})
