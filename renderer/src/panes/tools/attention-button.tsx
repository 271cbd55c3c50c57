import { useStore } from 'zustand'
import { needsWord } from '../../events/status'
import type { WorldId } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Hand } from '../../parts/icons'

/** How many chats of the world wait for a person, and the way to what they wait for. */
export function AttentionButton({ world, onOpen }: { world: WorldId; onOpen: () => void }) {
  const waiting = useStore(
    useBench().list.store,
    (summaries) =>
      Object.values(summaries).filter((chat) => chat.worldId === world && needsWord(chat)).length,
  )
  const words = waiting === 0 ? 'Nothing waits for you' : `${waiting} waiting for you`
  return (
    <button
      type="button"
      aria-label={words}
      title={`${words} (Ctrl+Shift+A)`}
      onClick={onOpen}
      className={`inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1 rounded-lg px-1.5 transition-colors hover:bg-hover ${waiting > 0 ? 'bg-amber-soft text-amber' : 'text-muted hover:text-ink'}`}
    >
      <Hand />
      {waiting > 0 && <span className="text-xs font-medium tabular-nums">{waiting}</span>}
    </button>
  )
}
