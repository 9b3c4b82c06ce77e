/**
 * How PostHog runs a destination of Segment's, as far as one can tell it apart from Segment. Source: PostHog/posthog,
 * nodejs/src/cdp/services/segment-destination-executor.service.ts and segment/segment-templates.ts (observed, 2026).
 */
import type { ActionDefinition, InputField, RequestClient } from '@segment/actions-core'
import destination from '../../src/destinations/clevertap'

/** Settings and payload in one object; nothing checks it against the fields. */
export type Inputs = { [key: string]: unknown; internal_partner_action: string }

export type Outcome = { kind: 'done' } | { kind: 'repeated' } | { kind: 'failed'; message: string }

/** The only errors after which PostHog repeats an event: its own, from the request. */
class SegmentFetchError extends Error {}

/** Others fail the event for good. */
const repeatedStatuses = [408, 429, 500, 502, 503, 504]

/** PostHog's batch of templates leaves these out. */
const keysWithoutInput = ['batch_size', 'enable_batching']

/** What PostHog fills in for a field: templates of its own in braces. */
export function toDefaultInputs(actionKey: string): { [key: string]: unknown } {
  const entries = Object.entries(destination.actions[actionKey].fields).filter(
    ([key]) => !keysWithoutInput.includes(key)
  )
  return Object.fromEntries(entries.map(([key, field]) => [key, toDefaultInput(field)]))
}

function toDefaultInput({ type, default: value, properties = {} }: InputField): unknown {
  const path = typeof value === 'object' && value !== null ? (value as { '@path'?: string })['@path'] : undefined
  const template = path && `{${path.replace('$.userId', 'person.id').replace('$.', 'event.')}}`
  if (type === 'object') {
    return template
      ? { $$_extend_object: template }
      : Object.fromEntries(Object.keys(properties).map((key) => [key, '']))
  }
  return template ?? value
}

/**
 * Runs one event.
 * @param fetch the network, or the answer that the Test button makes up
 * @param isLastTry PostHog repeats a few times
 */
export async function run(
  inputs: Inputs,
  fetch: (url: string, init: { method: string; headers: Record<string, string>; body: string }) => Promise<Response>,
  isLastTry = false
): Promise<Outcome> {
  const action = destination.actions[inputs.internal_partner_action] as ActionDefinition<unknown, unknown>
  let mayRepeat = !isLastTry
  const request = async (url: string, options: { method: string; body: string }) => {
    // Of what extendRequest returns, only the headers are used.
    const { headers } = destination.extendRequest?.({ settings: inputs as never, payload: inputs as never }) ?? {}
    const init = { method: options.method.toUpperCase(), headers: { ...headers }, body: options.body }
    const response = await fetch(url, init).catch(() => undefined)
    const content = response ? await response.text() : 'unknown'
    if (!response || response.status >= 400) {
      mayRepeat = mayRepeat && (!response || repeatedStatuses.includes(response.status))
      throw new SegmentFetchError(`Request failed with status ${response?.status} (${content})`)
    }
    mayRepeat = false
    return { status: response.status, content }
  }
  try {
    await action.perform(request as unknown as RequestClient, { payload: inputs, settings: inputs } as never)
    return { kind: 'done' }
  } catch (error) {
    return error instanceof SegmentFetchError && mayRepeat
      ? { kind: 'repeated' }
      : { kind: 'failed', message: (error as Error).message }
  }
}
