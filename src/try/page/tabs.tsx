/** What a person changes, in three tabs: the event, the mappings, and what CleverTap does. */
import type { ComponentChildren } from 'preact'

export type TabKey = 'event' | 'mappings' | 'clevertap'

export type Tab = { key: TabKey; label: string; mark?: string; isCare?: boolean; pane: ComponentChildren }

type Props = { tabs: Tab[]; chosen: TabKey; onChoose: (key: TabKey) => void }

/** All panes stay in the page, so that each keeps its scroll position and what was typed. */
export function Tabs({ tabs, chosen, onChoose }: Props) {
  const onKeyDown = ({ key }: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (step !== undefined) {
      const at = tabs.findIndex((tab) => tab.key === chosen)
      const next = tabs[(at + step + tabs.length) % tabs.length].key
      onChoose(next)
      document.getElementById(`tab-${next}`)?.focus()
    }
  }
  return (
    <section class="input" aria-labelledby="input-heading">
      <h2 id="input-heading" class="hidden">
        Input
      </h2>
      <div class="tabs" role="tablist" aria-label="Input" onKeyDown={onKeyDown}>
        {tabs.map(({ key, label, mark, isCare }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-controls={`pane-${key}`}
            aria-selected={key === chosen}
            tabIndex={key === chosen ? 0 : -1}
            onClick={() => onChoose(key)}
          >
            {label} {mark && <span class={`count ${isCare ? 'care' : ''}`}>{mark}</span>}
          </button>
        ))}
      </div>
      {tabs.map(({ key, pane }) => (
        <div
          key={key}
          class="pane"
          role="tabpanel"
          id={`pane-${key}`}
          aria-labelledby={`tab-${key}`}
          hidden={key !== chosen}
        >
          {pane}
        </div>
      ))}
    </section>
  )
}
