/** Marks what belongs together: a trait's line, its attribute and its field have the same `data-link`. */
const attribute = 'data-link'

/** @returns a function that stops it */
export function markLinks(root: HTMLElement): () => void {
  const mark = (target: EventTarget | null, isOn: boolean) => {
    const path = target instanceof Element ? target.closest(`[${attribute}]`)?.getAttribute(attribute) : undefined
    if (path) {
      root
        .querySelectorAll(`[${attribute}="${CSS.escape(path)}"]`)
        .forEach((element) => element.classList.toggle('linked', isOn))
    }
  }
  const on = ({ target }: Event) => mark(target, true)
  const off = ({ target }: Event) => mark(target, false)
  const listeners: [string, (event: Event) => void][] = [
    ['mouseover', on],
    ['mouseout', off],
    ['focusin', on],
    ['focusout', off]
  ]
  listeners.forEach(([type, listener]) => root.addEventListener(type, listener))
  return () => listeners.forEach(([type, listener]) => root.removeEventListener(type, listener))
}
