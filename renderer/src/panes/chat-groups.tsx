import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { grouped, groupOf, type Group } from '../events/status'
import type { ChatId, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { ChatRow } from './chat-row'

const NAMES: Readonly<Record<Group, string>> = {
  'needs-you': 'Needs you',
  working: 'Working',
  recent: 'Recent',
}
const FIRST = 100

interface Props {
  world: WorldId
  shown: ChatId | undefined
}

/** The chats of the world by what they ask of a person, then what asks for one in the other worlds. */
export function ChatGroups({ world, shown }: Props) {
  const { list } = useBench()
  const summaries = useStore(list.store)
  const [most, setMost] = useState(FIRST)
  const { groups, elsewhere, count } = useMemo(() => {
    const all = Object.values(summaries)
    const here = all.filter((chat) => chat.worldId === world)
    const others = all.filter(
      (chat) => chat.worldId !== world && chat.deletedAt === undefined && groupOf(chat) !== 'recent',
    )
    return {
      groups: grouped(here),
      elsewhere: grouped(others)
        .flatMap(({ chats }) => chats)
        .slice(0, 6),
      count: here.length,
    }
  }, [summaries, world])

  const more = () => {
    if (most >= count) void list.loadMore(world).catch(() => undefined)
    setMost(most + FIRST)
  }
  return (
    <nav aria-label="Chats" className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
      {groups.length === 0 && (
        <p className="px-2 pt-6 text-sm text-faint">
          No chats yet. A new one takes one key: <kbd className="font-sans">Ctrl+Shift+O</kbd>.
        </p>
      )}
      {groups.map(({ group, chats }) => (
        <section key={group} aria-label={NAMES[group]}>
          <h2 className="px-2 pt-3 pb-1 text-2xs font-medium text-faint">
            {NAMES[group]}
            {group !== 'recent' && <span className="pl-1.5 tabular-nums">{chats.length}</span>}
          </h2>
          <ul>
            {chats.slice(0, most).map((chat) => (
              <ChatRow key={chat.id} chat={chat} shown={chat.id === shown} />
            ))}
          </ul>
        </section>
      ))}
      {(count > most || list.hasMore(world)) && (
        <button
          type="button"
          onClick={more}
          className="mt-1 h-8 w-full rounded-lg text-sm text-muted hover:bg-hover"
        >
          Show more
        </button>
      )}
      {elsewhere.length > 0 && (
        <section aria-label="In other worlds" className="mt-3 border-t border-line">
          <h2 className="px-2 pt-3 pb-1 text-2xs font-medium text-faint">In other worlds</h2>
          <ul>
            {elsewhere.map((chat) => (
              <ChatRow key={chat.id} chat={chat} shown={chat.id === shown} />
            ))}
          </ul>
        </section>
      )}
    </nav>
  )
}
