/** Which warning is about which attribute: the destination names it in the text. Pure. */

export type WarningOf = (attribute: string) => string | undefined

/** Messages cut names that are longer. */
const maxNameCharacters = 120

/** Beyond this many, only names in quotation marks are found. */
const maxSearched = 100

/** @returns a function from an attribute to the warning that names it; one that says it was left out goes first */
export function indexWarnings(warnings: string[]): WarningOf {
  const inOrder = Array.from(new Set([...warnings.filter((warning) => warning.includes('left out')), ...warnings]))
  const quoted = new Map<string, string>()
  for (const warning of [...inOrder].reverse()) {
    for (const [, name] of warning.matchAll(/"([^"]*)"/g)) {
      quoted.set(name, warning)
    }
  }
  const searched = inOrder.slice(0, maxSearched)
  return (attribute) => {
    const name = attribute.slice(0, maxNameCharacters)
    return (
      searched.find((warning) => warning.startsWith(`${name} `)) ??
      quoted.get(name) ??
      searched.find((warning) => warning.includes(`"${name}"`))
    )
  }
}
