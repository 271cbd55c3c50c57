import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { inWords } from '../chats/http'
import { oneLine } from '../events/plain-text'
import type { WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { FormError } from '../parts/field'
import { Restore } from '../parts/icons'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'
import { RelativeTime } from '../parts/times'
import { PaneHeader } from './pane-header'

/** Deleted chats of a world, and the way back. */
export function TrashPane({ world }: { world: WorldId }) {
  const { list, commands } = useBench()
  const summaries = useStore(list.store)
  const [error, setError] = useState<string>()
  const deleted = useMemo(
    () =>
      Object.values(summaries)
        .flatMap((chat) =>
          chat.worldId === world && chat.deletedAt !== undefined
            ? [{ ...chat, deletedAt: chat.deletedAt }]
            : [],
        )
        .sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1)),
    [summaries, world],
  )
  useEffect(() => {
    list.loadTrash(world).then(
      () => setError(undefined),
      (failure: unknown) => setError(inWords(failure)),
    )
  }, [list, world])
  return (
    <section aria-label="Trash" className="flex h-full flex-col">
      <PaneHeader>
        <h1 className="text-base font-semibold tracking-tight">Trash</h1>
      </PaneHeader>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10 md:px-6">
        <div className="mx-auto max-w-[46rem]">
          <p className="mt-2 mb-4 text-sm text-muted">Deleted chats stay here for 30 days.</p>
          <FormError error={error} />
          {deleted.length === 0 && !error && (
            <p className="py-12 text-center text-faint">The trash is empty.</p>
          )}
          <ul className="divide-y divide-line">
            {deleted.map((chat) => (
              <li key={chat.id} className="flex items-center gap-3 py-2" data-chat-id={chat.id}>
                <LinkTo href={paths.chat(world, chat.id)} className="min-w-0 flex-1 truncate hover:underline">
                  {oneLine(chat.title)}
                </LinkTo>
                <span className="text-xs text-faint">
                  <RelativeTime at={chat.deletedAt} />
                </span>
                <Button
                  onClick={() => void commands.restore(chat.id)}
                  aria-label={`Restore ${oneLine(chat.title)}`}
                >
                  <Restore /> Restore
                </Button>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  )
}
