import type { KeyboardEvent } from 'react'
import type { SendMode } from '../events/wire'
import { DropMenu, MenuEntry } from '../parts/drop-menu'
import { Bolt, Chevron, Queue, Rewind, Steer } from '../parts/icons'

const MODES = [
  { mode: 'queue', name: 'Queue', does: 'goes out after this turn', keys: 'Enter', Icon: Queue },
  { mode: 'steer', name: 'Steer', does: 'joins this turn', keys: 'Ctrl Enter', Icon: Steer },
  {
    mode: 'interrupt',
    name: 'Interrupt',
    does: 'stops this turn and keeps what was said',
    keys: 'Ctrl Shift Enter',
    Icon: Bolt,
  },
  { mode: 'rollback', name: 'Roll back', does: 'stops this turn and takes it out', keys: '', Icon: Rewind },
] as const satisfies readonly { readonly mode: SendMode; readonly [detail: string]: unknown }[]

/** The way in that these keys mean; undefined when they send nothing. */
export function modeOf(event: KeyboardEvent): SendMode | undefined {
  if (event.key !== 'Enter' || event.altKey || event.nativeEvent.isComposing) return undefined
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? 'interrupt' : 'steer'
  return event.shiftKey ? undefined : 'queue'
}

/** How else a message can go in while a turn runs; picking one sends it. */
export function SendModes({ disabled, onSend }: { disabled: boolean; onSend: (mode: SendMode) => void }) {
  return (
    <DropMenu
      label="How to send"
      disabled={disabled}
      button={<Chevron className="size-3.5 -rotate-90" />}
      buttonClass="inline-flex h-8 w-6 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink disabled:opacity-30"
    >
      {MODES.map(({ mode, name, does, keys, Icon }) => (
        <MenuEntry key={mode} onPick={() => onSend(mode)}>
          <Icon className="size-4 text-muted" />
          <span className="min-w-0 flex-1">
            {name}
            <span className="block text-xs text-muted">{does}</span>
          </span>
          <kbd className="pl-4 font-sans text-xs whitespace-nowrap text-faint max-sm:hidden">{keys}</kbd>
        </MenuEntry>
      ))}
    </DropMenu>
  )
}
