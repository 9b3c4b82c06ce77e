/** Where the values of an event stand in its text. Pure. */
import { jsonLanguage } from '@codemirror/lang-json'

type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode']

/** Of a value, in characters from 0. */
export type Place = { from: number; to: number }

const maxCharacters = 200_000

/** @returns by path as people write it (`traits.phone`, `properties.products.0.sku`) */
export function findPlaces(text: string): Map<string, Place> {
  const places = new Map<string, Place>()
  if (text.length > maxCharacters) {
    return places
  }
  const waiting: [Node | null, string][] = [[jsonLanguage.parser.parse(text).topNode.firstChild, '']]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, path] = next
    if (!node) {
      continue
    }
    if (path !== '') {
      places.set(path, { from: node.from, to: node.to })
    }
    const under = (key: string) => (path === '' ? key : `${path}.${key}`)
    if (node.name === 'Object') {
      for (const property of node.getChildren('Property')) {
        const name = property.getChild('PropertyName')
        const key = name && readName(text.slice(name.from, name.to))
        if (name && key !== undefined) {
          waiting.push([property.lastChild, under(key ?? '')])
        }
      }
    } else if (node.name === 'Array') {
      let index = 0
      for (let child = node.firstChild; child; child = child.nextSibling) {
        if (!/^[[\],⚠]$/.test(child.name)) {
          waiting.push([child, under(String(index++))])
        }
      }
    }
  }
  return places
}

function readName(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return undefined
  }
}
