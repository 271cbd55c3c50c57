import { useEffect, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { byActivity, isUnread } from '../events/status'
import type { ChatId, WorldId } from '../events/wire'
import { useNewChat } from '../panes/use-new-chat'
import { useBench } from '../parts/bench'
import { Dialog } from '../parts/dialog'
import { Gear, Globe, Hand, Plus, Search, Stop, Trash } from '../parts/icons'
import { chooseLook } from '../parts/look'
import { navigate, paths } from '../parts/navigation'
import { StatusMark } from '../parts/status-mark'
import { fit } from './find'

interface Entry {
  readonly id: string
  readonly name: string
  readonly detail: string
  readonly mark: ReactNode
  readonly run: () => void
  readonly chat?: ChatId
}

interface Props {
  world: WorldId | undefined
  onClose: () => void
  onHelp: () => void
  onAttention: () => void
  onStopEverything: () => void
}

const MOST = 40

/** Chats, worlds and commands under one field. */
export function Switcher({ world, onClose, onHelp, onAttention, onStopEverything }: Props) {
  const { foresight } = useBench()
  const entries = useEntries({ world, onHelp, onAttention, onStopEverything })
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(
    () =>
      entries
        .map((entry, index) => ({ entry, index, score: fit(query.trim(), entry.name) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.index - b.index)
        .slice(0, MOST)
        .map(({ entry }) => entry),
    [entries, query],
  )
  const chosen = found[at]?.chat
  useEffect(() => {
    if (chosen === undefined) return
    foresight.at(chosen)
    return () => foresight.off(chosen)
  }, [foresight, chosen])
  const pick = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) pick(found[at])
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Find" look="bare" className="max-w-xl" onClose={onClose}>
      <label className="flex items-center gap-3 border-b border-line px-4 text-faint">
        <Search />
        <input
          role="combobox"
          aria-label="Find a chat, a world or a command"
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={found[at] && `found-${found[at].id}`}
          autoFocus
          placeholder="Chat, world or command"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 flex-1 bg-transparent text-read text-ink outline-none placeholder:text-faint"
        />
      </label>
      <ul
        id="found"
        role="listbox"
        aria-label="Found"
        className="max-h-[min(24rem,55vh)] overflow-y-auto p-1.5"
      >
        {found.map((entry, index) => (
          <li
            key={entry.id}
            id={`found-${entry.id}`}
            ref={(row) => {
              if (index === at) row?.scrollIntoView({ block: 'nearest' })
            }}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => pick(entry)}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-lg px-2.5 aria-selected:bg-hover"
          >
            <span className="inline-flex size-4 items-center justify-center text-faint">{entry.mark}</span>
            <span className="min-w-0 flex-1 truncate">{entry.name}</span>
            <span className="max-w-40 truncate text-xs text-faint">{entry.detail}</span>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-3 py-6 text-center text-sm text-faint">Nothing by that name.</li>
        )}
      </ul>
    </Dialog>
  )
}

function useEntries({
  world,
  onHelp,
  onAttention,
  onStopEverything,
}: Omit<Props, 'onClose'>): readonly Entry[] {
  const { list, worlds } = useBench()
  const summaries = useStore(list.store)
  const { items } = useStore(worlds.store)
  const newChat = useNewChat()
  return useMemo(() => {
    const nameOf = new Map(items.map(({ id, name }) => [id, oneLine(name)]))
    const chats = Object.values(summaries)
      .filter((chat) => chat.deletedAt === undefined)
      .sort(byActivity)
      .map((chat): Entry => ({
        id: chat.id,
        name: oneLine(chat.title),
        detail: items.length > 1 ? (nameOf.get(chat.worldId) ?? '') : '',
        mark: <StatusMark status={chat.status} unread={isUnread(chat)} queued={chat.queued} />,
        run: () => navigate(paths.chat(chat.worldId, chat.id)),
        chat: chat.id,
      }))
    const places = items.map(({ id, name }): Entry => ({
      id: `world-${id}`,
      name: oneLine(name),
      detail: 'World',
      mark: <Globe />,
      run: () => navigate(paths.world(id)),
    }))
    const command = (id: string, name: string, mark: ReactNode, run: () => void): Entry => ({
      id,
      name,
      detail: 'Command',
      mark,
      run,
    })
    const commands = [
      ...(world
        ? [
            command('attention', 'What waits for you', <Hand />, onAttention),
            command('new-chat', 'New chat', <Plus />, () => void newChat(world)),
            command('agents', 'Agents of this world', <Gear />, () =>
              navigate(paths.settings(world, 'agents')),
            ),
            command('providers', 'Providers and keys', <Gear />, () =>
              navigate(paths.settings(world, 'providers')),
            ),
            command('world', 'Settings of this world', <Gear />, () =>
              navigate(paths.settings(world, 'world')),
            ),
            command('trash', 'Trash', <Trash />, () => navigate(paths.trash(world))),
          ]
        : []),
      command('stop-everything', 'Stop everything', <Stop />, onStopEverything),
      command('light', 'Look: light', <Gear />, () => chooseLook('light')),
      command('dark', 'Look: dark', <Gear />, () => chooseLook('dark')),
      command('system', 'Look: as the system', <Gear />, () => chooseLook('system')),
      command('keys', 'Keys', <Gear />, onHelp),
    ]
    return [...chats.slice(0, 8), ...commands, ...places, ...chats.slice(8)]
  }, [summaries, items, world, newChat, onHelp, onAttention, onStopEverything])
}
