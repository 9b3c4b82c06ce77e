/** Which attributes the last change repaired. */
import { useRef } from 'preact/hooks'
import type { EventResult } from '../protocol'

/** @returns attributes that the last answer left out, and that are sent now, with the same person and value */
export function useMended(result?: EventResult): Set<string> {
  const last = useRef<{ result?: EventResult; lost: Set<string>; mended: Set<string> }>({
    lost: new Set(),
    mended: new Set()
  })
  if (result && result !== last.current.result) {
    const all = result.deliveries.flatMap(({ identity, attributes }) =>
      attributes.map((origin) => ({
        origin,
        key: JSON.stringify([identity, origin.attribute, origin.original ?? origin.sent])
      }))
    )
    const { lost } = last.current
    last.current = {
      result,
      lost: new Set(all.flatMap(({ origin, key }) => (origin.leftOut === undefined ? [] : [key]))),
      mended: new Set(
        all.flatMap(({ origin, key }) => (origin.sent !== undefined && lost.has(key) ? [origin.attribute] : []))
      )
    }
  }
  return last.current.mended
}
