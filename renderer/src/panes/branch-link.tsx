import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import type { BranchedFrom } from '../events/wire'
import { useBench } from '../parts/bench'
import { Branch } from '../parts/icons'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'

/** Says which chat this one began as a copy of, and leads there as long as it is there. */
export function BranchLink({ from }: { from: BranchedFrom }) {
  const { list } = useBench()
  const origin = useStore(list.store, (summaries) => summaries[from.chatId])
  const look = 'flex min-w-0 shrink items-center gap-1.5 rounded-md px-1.5 text-sm text-muted'
  if (!origin || origin.deletedAt !== undefined) {
    return (
      <span
        data-testid="branched-from"
        className={look}
        title="Branched from a chat that is not here any more"
      >
        <Branch className="size-3.5" />
        <span className="truncate max-sm:sr-only">Branched from a chat that is gone</span>
      </span>
    )
  }
  const words = `Branched from “${oneLine(origin.title)}”`
  return (
    <LinkTo
      data-testid="branched-from"
      href={paths.chat(origin.worldId, origin.id)}
      title={words}
      className={`${look} hover:bg-hover hover:text-ink`}
    >
      <Branch className="size-3.5" />
      <span className="truncate max-sm:sr-only">{words}</span>
    </LinkTo>
  )
}
