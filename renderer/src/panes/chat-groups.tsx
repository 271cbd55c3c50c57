import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { grouped, groupOf, type Group } from '../events/status'
import type { ChatId, ChatSummary, WorldId } from '../events/wire'
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
  const { groups, elsewhere, recent } = useMemo(() => {
    const all = Object.values(summaries)
    const here = all.filter((chat) => chat.worldId === world)
    const others = all.filter(
      (chat) => chat.worldId !== world && chat.deletedAt === undefined && groupOf(chat) !== 'recent',
    )
    const groups = grouped(here)
    return {
      groups,
      recent: groups.find(({ group }) => group === 'recent')?.chats ?? [],
      elsewhere: grouped(others)
        .flatMap(({ chats }) => chats)
        .slice(0, 6),
    }
  }, [summaries, world])

  const more = () => {
    if (most >= recent.length) void list.loadMore(world).catch(() => undefined)
    setMost(most + FIRST)
  }
  return (
    <nav aria-label="Chats" className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
      {groups.length === 0 && (
        <p className="px-2 pt-6 text-sm text-faint">
          No chats yet. A new one takes one key: <kbd className="font-sans">Ctrl+Shift+O</kbd>.
        </p>
      )}
      {groups
        .filter(({ group }) => group !== 'recent')
        .map(({ group, chats }) => (
          <Section key={group} name={NAMES[group]} count={chats.length} chats={chats} shown={shown} />
        ))}
      <Section name="In other worlds" chats={elsewhere} shown={shown} />
      <Section name={NAMES.recent} chats={recent.slice(0, most)} shown={shown} />
      {(recent.length > most || list.hasMore(world)) && (
        <button
          type="button"
          onClick={more}
          className="mt-1 h-8 w-full rounded-lg text-sm text-muted hover:bg-hover"
        >
          Show more
        </button>
      )}
    </nav>
  )
}

interface SectionProps {
  name: string
  count?: number
  chats: readonly ChatSummary[]
  shown: ChatId | undefined
}

function Section({ name, count, chats, shown }: SectionProps) {
  if (chats.length === 0) return null
  return (
    <section aria-label={name}>
      <h2 className="px-2 pt-3 pb-1 text-xs text-faint">
        {name}
        {count !== undefined && <span className="pl-1.5 tabular-nums">{count}</span>}
      </h2>
      <ul>
        {chats.map((chat) => (
          <ChatRow key={chat.id} chat={chat} shown={chat.id === shown} />
        ))}
      </ul>
    </section>
  )
}
