import { useEffect, useRef } from 'react'
import { grouped, groupOf } from '../events/status'
import type { ChatSummary, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { navigate, paths, type Route } from '../parts/navigation'
import { isTyping } from '../parts/typing'
import { useNewChat } from '../panes/use-new-chat'

export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Ctrl K', does: 'Find a chat, a world or a command' },
  { keys: 'Ctrl Shift O', does: 'New chat' },
  { keys: 'Ctrl Shift A', does: 'What waits for you, in all chats' },
  { keys: 'Alt N', does: 'Next chat that needs you' },
  { keys: 'Alt ↑ / ↓', does: 'Previous, next chat of the list' },
  { keys: 'Enter', does: 'Send; while a turn runs, queue' },
  { keys: 'Ctrl Enter', does: 'Send into the turn that runs' },
  { keys: 'Ctrl Shift Enter', does: 'Stop the turn that runs and send' },
  { keys: 'Shift Enter', does: 'New line' },
  { keys: '↑', does: 'Edit what you wrote last, from an empty message' },
  { keys: 'Esc', does: 'Stop the turn of the chat on screen' },
  { keys: '1 … 9', does: 'Choose what a chat asks for, when not typing' },
  { keys: 'a / c / d', does: 'Allow once, allow for the chat, deny, at a focused approval' },
  { keys: 'F2', does: 'Rename the focused chat of the list' },
  { keys: '?', does: 'This list' },
]

interface Options {
  readonly route: Route
  readonly world: WorldId | undefined
  readonly onSwitcher: () => void
  readonly onAttention: () => void
  readonly onHelp: () => void
}

/** The window's keys. Those of a pane belong to the pane. */
export function useShortcuts(options: Options): void {
  const { list } = useBench()
  const newChat = useNewChat()
  const latest = useRef(options)
  latest.current = options
  useEffect(() => {
    const step = (chats: readonly ChatSummary[], by: 1 | -1) => {
      const { route } = latest.current
      const at = chats.findIndex((chat) => route.at === 'chat' && chat.id === route.chat)
      const next = chats[at < 0 ? (by > 0 ? 0 : chats.length - 1) : (at + by + chats.length) % chats.length]
      if (next) navigate(paths.chat(next.worldId, next.id))
    }
    const onKey = (event: KeyboardEvent) => {
      const { world, onSwitcher, onAttention, onHelp } = latest.current
      if (event.isComposing || event.defaultPrevented) return
      const command = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      if (command && !event.shiftKey && !event.altKey && key === 'k') onSwitcher()
      else if (document.querySelector('dialog[open]')) return
      else if (command && event.shiftKey && key === 'o') {
        if (world) void newChat(world)
      } else if (command && event.shiftKey && key === 'a') onAttention()
      else if (event.altKey && !command && event.code === 'KeyN') step(waiting(list.all()), 1)
      else if (event.altKey && !command && event.key === 'ArrowDown') step(ofWorld(list.all(), world), 1)
      else if (event.altKey && !command && event.key === 'ArrowUp') step(ofWorld(list.all(), world), -1)
      else if (event.key === '?' && !command && !isTyping(event.target)) onHelp()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [list, newChat])
}

function waiting(chats: readonly ChatSummary[]): readonly ChatSummary[] {
  return grouped(chats.filter((chat) => groupOf(chat) === 'needs-you')).flatMap(({ chats }) => chats)
}

function ofWorld(chats: readonly ChatSummary[], world: WorldId | undefined): readonly ChatSummary[] {
  return grouped(chats.filter((chat) => chat.worldId === world)).flatMap(({ chats }) => chats)
}
