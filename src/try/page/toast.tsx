/** Tells what has just been changed, with a button to undo it. */
import { useEffect, useState } from 'preact/hooks'
import { Button } from './elements'
import { Icon } from './icon'
import type { Change, Toast } from './state'

/** Long enough to read it and to decide; it stays longer while it is hovered or focused. */
const shownMs = 8000

export function ToastOf({ toast, dispatch }: { toast?: Toast; dispatch: (change: Change) => void }) {
  const [isHeld, hold] = useState(false)
  const close = () => dispatch({ kind: 'closeToast' })
  useEffect(() => {
    const closing = toast && !isHeld ? setTimeout(close, shownMs) : undefined
    return () => clearTimeout(closing)
  }, [toast?.id, isHeld])
  return (
    <div class="toasts" role={toast && !toast.hasUndo ? 'alert' : 'log'} aria-label="Changes">
      {toast && (
        <div
          class="toast row"
          onMouseEnter={() => hold(true)}
          onMouseLeave={() => hold(false)}
          onFocusIn={() => hold(true)}
          onFocusOut={() => hold(false)}
        >
          <Icon name={toast.hasUndo ? 'check' : 'bang'} />
          <span class="grow">{toast.text}</span>
          {toast.hasUndo && (
            <button type="button" class="button quiet" onClick={() => dispatch({ kind: 'undo' })}>
              Undo
            </button>
          )}
          <Button icon="cross" label="Close" isSmall class="quiet" onClick={close} />
        </div>
      )}
    </div>
  )
}
