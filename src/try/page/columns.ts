/** Closes the gap that two columns leave when the panels of the right one are short. */

/** Between two panels, as the styles have it. */
const gapPx = 12

/**
 * Panels float, and no float may stand above one that comes before it in the order of the page. So the last panel would
 * wait beside the mappings, with nothing above it.
 * @returns a function that stops watching
 */
export function closeGap(main: HTMLElement): () => void {
  const close = () => {
    const panels = Array.from(main.querySelectorAll<HTMLElement>('.panel.right:not(.verdict)'))
    const [above, last] = panels
    if (!last) {
      return
    }
    last.style.marginTop = ''
    const isBeside = getComputedStyle(last).float === 'right'
    const gap = last.getBoundingClientRect().top - above.getBoundingClientRect().bottom - gapPx
    last.style.marginTop = isBeside && gap > 1 ? `${-gap}px` : ''
  }
  const observer = new ResizeObserver(close)
  Array.from(main.querySelectorAll('.panel')).forEach((panel) => observer.observe(panel))
  close()
  return () => observer.disconnect()
}
