/** The bar at the top: what the page is, undo and redo, and files. */
import { Button, OpenButton } from './elements'
import { Icon } from './icon'
import type { Change, State } from './state'

type Props = {
  version: string
  state: State
  dispatch: (change: Change) => void
  onFile: (text: string, name: string) => void
  /** Absent while there is no case. */
  onSave?: () => void
  onHelp: () => void
}

export function TopBar({ version, state, dispatch, onFile, onSave, onHelp }: Props) {
  return (
    <header class="top row">
      <h1 class="row">
        <span class="logo">
          <Icon name="logo" />
        </span>
        Try an event
      </h1>
      <p class="product">
        CleverTap (Actions) <span class="faint">{version}</span>
      </p>
      <p class="offline row">
        <Icon name="lock" />
        <span>
          Only on this machine. <span class="wide">Nothing is sent to CleverTap.</span>
        </span>
      </p>
      <div class="row" role="group" aria-label="This case">
        {(['undo', 'redo'] as const).map((kind) => (
          <Button
            key={kind}
            icon={kind}
            label={kind === 'undo' ? 'Undo' : 'Redo'}
            isSmall
            keys={kind === 'undo' ? 'Ctrl+Z' : 'Ctrl+Shift+Z'}
            disabled={(kind === 'undo' ? state.past : state.future).length === 0}
            onClick={() => dispatch({ kind })}
          />
        ))}
        <OpenButton label="Open" onFile={onFile} />
        <Button icon="save" label="Save case" disabled={!onSave} onClick={() => onSave?.()} />
        <Button icon="keys" label="Keyboard shortcuts" isSmall keys="?" onClick={onHelp} />
      </div>
    </header>
  )
}
