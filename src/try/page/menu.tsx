/** A button that opens a list of things to do: arrows move in it, Escape and a press elsewhere close it. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icon'

export type MenuItem = { label: string; note?: string; example?: string; isChosen?: boolean; onChoose: () => void }

type Props = {
  label: string
  items: MenuItem[]
  class?: string
  children: ComponentChildren
  /** Below the items: what can be typed instead. */
  entry?: { label: string; onEnter: (text: string) => void }
}

export function Menu({ label, items, class: more = '', children, entry }: Props) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  useOutside(root, isOpen, () => setOpen(false))
  useLayoutEffect(() => {
    const chosen = root.current?.querySelector<HTMLElement>('[aria-checked=true]')
    const first = root.current?.querySelector<HTMLElement>('[role^=menuitem], .menu input')
    if (isOpen) {
      ;(chosen ?? first)?.focus()
    }
  }, [isOpen])
  const close = () => {
    setOpen(false)
    root.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const list = Array.from(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      close()
    } else if (step !== undefined && !event.altKey && isOpen && list.length > 0) {
      event.preventDefault()
      const at = list.indexOf(document.activeElement as HTMLElement)
      list[(at + step + list.length) % list.length].focus()
    } else if (event.key === 'Tab') {
      setOpen(false)
    }
  }
  return (
    <span class="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class={more}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <div class="menu popup">
          <div role="menu" aria-label={label}>
            {items.map((item) => (
              <button
                key={item.label}
                type="button"
                tabIndex={-1}
                role={item.isChosen === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.isChosen}
                onClick={() => {
                  close()
                  item.onChoose()
                }}
              >
                {item.isChosen !== undefined && <span class="tick">{item.isChosen && <Icon name="check" />}</span>}
                <span class="grow">
                  <b>{item.label}</b>
                  {item.note && <span class="faint">{item.note}</span>}
                </span>
                {item.example && <code>{item.example}</code>}
              </button>
            ))}
          </div>
          {entry && <Entry {...entry} onDone={close} />}
        </div>
      )}
    </span>
  )
}

function Entry({ label, onEnter, onDone }: NonNullable<Props['entry']> & { onDone: () => void }) {
  return (
    <form
      class="entry row"
      onSubmit={(event) => {
        event.preventDefault()
        const text = event.currentTarget.querySelector('input')?.value.trim() ?? ''
        if (text !== '') {
          onDone()
          onEnter(text)
        }
      }}
    >
      <label>
        {label} <input type="text" class="mono" size={4} />
      </label>
      <button type="submit" class="button">
        Set
      </button>
    </form>
  )
}

/** Calls when something else is pressed, while it is open. */
export function useOutside(root: { current: HTMLElement | null }, isOpen: boolean, onOutside: () => void): void {
  useEffect(() => {
    if (!isOpen) {
      return undefined
    }
    const onPress = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) {
        onOutside()
      }
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [isOpen])
}
