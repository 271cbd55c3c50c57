import { useState } from 'react'
import type { ChatId, TurnId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Stop } from '../parts/icons'

/** Stops one turn of one chat. `onStop` is shared with the Esc key. */
export function useStop(chat: ChatId, turn: TurnId | undefined) {
  const { commands } = useBench()
  const [stopping, setStopping] = useState<TurnId>()
  const stop = () => {
    if (!turn || stopping === turn) return
    setStopping(turn)
    void commands.stop(chat, turn).then((stopped) => {
      if (!stopped) setStopping(undefined)
    })
  }
  return { stop, stopping: turn !== undefined && stopping === turn }
}

export function StopButton({ stopping, onStop }: { stopping: boolean; onStop: () => void }) {
  return (
    <button
      type="button"
      data-testid="stop"
      aria-label={stopping ? 'Stopping' : 'Stop'}
      title="Stop this turn (Esc)"
      disabled={stopping}
      onClick={(event) => {
        onStop()
        event.currentTarget.closest('section')?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
      }}
      className="inline-flex h-8 items-center gap-1.5 rounded-full border border-line-strong pr-3 pl-2 text-sm hover:bg-hover disabled:opacity-60"
    >
      <Stop className="size-4" />
      {stopping ? 'Stopping…' : 'Stop'}
    </button>
  )
}
