/** The destination as the runner calls it: with ears for requests and replies. */
import { Destination } from '@segment/actions-core'
import type { DestinationDefinition, RequestOptions } from '@segment/actions-core'
import type { Settings } from '../../destinations/clevertap/generated-types'

/** What went over the wire during one call of the destination. */
export type Traffic = { requests: number; lastStatus?: number; retryAfter?: string }

/** The framework's request hooks, which its types leave out of what `extendRequest` may return. */
type Hooks = {
  beforeRequest: (() => void)[]
  afterResponse: ((request: unknown, options: unknown, reply: { status: number; headers: Headers }) => void)[]
}

type Headers = { get: (name: string) => string | null }

/**
 * A destination for one call, and the traffic of that call. The framework keeps every response of a destination for
 * good, so one that lived as long as the run would fill the memory.
 */
export function openDestination(definition: DestinationDefinition<Settings>) {
  const traffic: Traffic = { requests: 0 }
  const hooks: Hooks = {
    beforeRequest: [() => void traffic.requests++],
    afterResponse: [
      (_request, _options, { status, headers }) => {
        traffic.lastStatus = status
        traffic.retryAfter = headers.get('retry-after') ?? undefined
      }
    ]
  }
  const extendRequest: typeof definition.extendRequest = (context) => {
    const options: RequestOptions & Hooks = { ...definition.extendRequest?.(context), ...hooks }
    return options
  }
  return { destination: new Destination({ ...definition, extendRequest }), traffic }
}
