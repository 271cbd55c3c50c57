import { Activity } from 'react'
import { useStore } from 'zustand'
import type { ChatId, WorldId } from '../events/wire'
import { ChatPane } from '../panes/chat-pane'
import { useBench } from '../parts/bench'

interface Pane {
  readonly chat: ChatId
  readonly world: WorldId
}

/**
 * The chat on screen, and out of sight, made when there is nothing else to do, the one that is expected next: it has rows
 * and no effects, so it follows, marks and announces nothing until it is shown.
 */
export function ChatPanes({ shown }: { shown: Pane }) {
  const guess = useGuess(shown.chat)
  const panes = guess ? [shown, guess] : [shown]
  return panes.map(({ chat, world }) => (
    <Activity key={chat} mode={chat === shown.chat ? 'visible' : 'hidden'}>
      <ChatPane chat={chat} world={world} />
    </Activity>
  ))
}

function useGuess(shown: ChatId): Pane | undefined {
  const { foresight, stores, list } = useBench()
  const { guess } = useStore(foresight.store)
  const ready = useStore(stores.of(guess ?? shown), ({ phase }) => phase === 'ready')
  const world = useStore(list.store, (summaries) => (guess ? summaries[guess]?.worldId : undefined))
  return guess && guess !== shown && ready && world ? { chat: guess, world } : undefined
}
