/** Fixed texts of a mapping that look like paths: `traits.mobile` without `$.` is the same text for every event. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import type { Json, JsonObject, Notice } from '../protocol'
import { actions } from './actions'
import { takeFromEvent } from './fixes'
import type { Mapped } from './fixes'

const isPath = (text: string, event: JsonObject) =>
  /^(\$\.)?(traits|properties|context)(\.[\w$-]+)+$/.test(text) ||
  (/^(\$\.)?\w+$/.test(text) && Object.keys(event).includes(text.replace(/^\$\./, '')))

export function listLiterals(mapped: Mapped, event: JsonObject): Notice[] {
  const { index, subscription } = mapped
  const { fields } = actions[subscription.partnerAction]
  return fields.flatMap(({ key, label, type, choices }) => {
    const value = subscription.mapping[key]
    const rows: [string[], string, Json | undefined][] =
      type === 'object' && isObject(value) && !Object.keys(value).some((name) => name.startsWith('@'))
        ? Object.entries(value).map(([name, row]) => [[key, name], name, row])
        : [[[key], label, value]]
    return rows.flatMap(([keys, attribute, row]): Notice[] => {
      const text = literalOf(row)
      if (text === undefined || choices || !isPath(text, event)) {
        return []
      }
      const path = text.replace(/^\$\./, '')
      return [
        {
          kind: 'literal',
          text: `${attribute} is the fixed text ${text}, not a value of the event.`,
          parts: [{ name: attribute }, ' is the fixed text ', { literal: text }, ', not a value of the event.'],
          attribute,
          subscription: index,
          field: key,
          value: text,
          fixes: [takeFromEvent(mapped, keys, attribute, path)]
        }
      ]
    })
  })
}

/** The text that a field has for every event; undefined if it is taken from the event, or is no short text. */
function literalOf(value: Json | undefined): string | undefined {
  const text = isObject(value) ? value['@literal'] ?? value['@template'] : value
  return typeof text === 'string' && text.length <= 100 ? text : undefined
}
