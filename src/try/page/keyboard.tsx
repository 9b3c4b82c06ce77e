/** The keyboard shortcuts of the page, and the dialog that lists them. */
import { useEffect, useRef } from 'preact/hooks'
import { Button } from './elements'

const keys: [string, string][] = [
  ['Ctrl+Enter', 'To the verdict'],
  ['Alt+1, 2, 3', 'To the event, the mappings, CleverTap'],
  ['Alt+4, 5', 'To the result, to how it got there'],
  ['Alt+↑, Alt+↓', 'To the event before, to the next one'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'Undo and redo, outside of text'],
  ['Tab', 'Leaves the editor'],
  ['Esc', 'Closes a menu'],
  ['?', 'These keys']
]

export type Shortcuts = {
  onVerdict: () => void
  /** 1 to 5. */
  onPart: (number: number) => void
  onStep: (step: 1 | -1) => void
  onUndo: () => void
  onRedo: () => void
  onHelp: () => void
}

const isText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]')

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { onVerdict, onPart, onStep, onUndo, onRedo, onHelp } = latest.current
      const command = event.ctrlKey || event.metaKey
      const number = /^Digit([1-5])$/.exec(event.code)?.[1]
      const found: (() => void) | undefined =
        event.altKey && !command
          ? number !== undefined
            ? () => onPart(Number(number))
            : ({ ArrowUp: () => onStep(-1), ArrowDown: () => onStep(1) } as { [key: string]: () => void })[event.key]
          : command && event.key === 'Enter'
          ? onVerdict
          : command && event.key.toLowerCase() === 'z' && !isText(event.target)
          ? event.shiftKey
            ? onRedo
            : onUndo
          : !command && event.key === '?' && !isText(event.target)
          ? onHelp
          : undefined
      if (found && !event.defaultPrevented) {
        event.preventDefault()
        found()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

export function Keys({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) {
      dialog.current?.showModal()
    } else {
      dialog.current?.close()
    }
  }, [isOpen])
  return (
    <dialog ref={dialog} aria-labelledby="keys-heading" onClose={onClose}>
      <h2 id="keys-heading">Keyboard shortcuts</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Button label="Close" onClick={onClose} />
    </dialog>
  )
}
