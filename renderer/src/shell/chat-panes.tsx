import { Activity, memo, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import type { ChatView } from '../events/view'
import type { ChatId, WorldId } from '../events/wire'
import { ChatPane } from '../panes/chat-pane'
import { useBench } from '../parts/bench'

interface Pane {
  readonly chat: ChatId
  readonly world: WorldId
}

/** While a pane is not shown it is made anew only when a message, or so many characters, were added to its chat. */
const STALE_CHARACTERS = 500

/**
 * The chat on screen, and the one that is expected next, made outside of the document while there is nothing else to do.
 * That one has rows and no effects: it marks, announces and hears nothing until it is shown. A pane is shown once; one
 * that was left is gone.
 */
export function ChatPanes({ shown }: { shown: Pane }) {
  const next = useNext(shown.chat)
  const visit = useVisit(shown.chat)
  const stage = useRef<HTMLDivElement>(null)
  return (
    <>
      <div ref={stage} className="h-full" />
      {(next ? [shown, next] : [shown]).map(({ chat, world }, at) => (
        <Housed key={`${visit + at} ${chat}`} chat={chat} world={world} shown={at === 0} stage={stage} />
      ))}
    </>
  )
}

function useNext(shown: ChatId): Pane | undefined {
  const { foresight, list } = useBench()
  const { guess } = useStore(foresight.store)
  const world = useStore(list.store, (summaries) => (guess ? summaries[guess]?.worldId : undefined))
  return guess && guess !== shown && world ? { chat: guess, world } : undefined
}

/** Counts the chats that were shown, this one included. */
function useVisit(chat: ChatId): number {
  const [visit, setVisit] = useState({ chat, number: 0 })
  if (visit.chat !== chat) setVisit({ chat, number: visit.number + 1 })
  return visit.number
}

interface HousedProps extends Pane {
  readonly shown: boolean
  readonly stage: RefObject<HTMLElement | null>
}

const Housed = memo(function Housed({ chat, world, shown, stage }: HousedProps) {
  const { stores } = useBench()
  const [house] = useState(makeHouse)
  useStore(stores.of(chat), ({ view }) => (shown ? undefined : extentOf(view)))
  return (
    <>
      {shown && <OnStage house={house} stage={stage} />}
      {createPortal(
        <Activity mode={shown ? 'visible' : 'hidden'}>
          <ChatPane chat={chat} world={world} />
        </Activity>,
        house,
      )}
    </>
  )
})

/** Stands before the pane, so that what the pane does when it is shown finds itself in the document. */
function OnStage({ house, stage }: { house: HTMLElement; stage: RefObject<HTMLElement | null> }) {
  useLayoutEffect(() => {
    stage.current?.append(house)
    return () => house.remove()
  }, [house, stage])
  return null
}

function makeHouse(): HTMLElement {
  const house = document.createElement('div')
  house.className = 'h-full'
  return house
}

function extentOf({ messages, open }: ChatView): string {
  const characters = open.reduce((sum, { text }) => sum + text.length, 0)
  return `${messages.at(-1)?.id} ${Math.floor(characters / STALE_CHARACTERS)}`
}
