import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Pending } from '../chats/outbox'
import { knows, type ChatView } from '../events/view'
import type { ChatId, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { ArrowDown } from '../parts/icons'
import { useOpening } from './opening'
import { PersonBubble } from './person-row'
import { RowPages } from './row-pages'
import { openRows, withSummariesJoined } from './rows'
import { useStickyScroll } from './sticky-scroll'
import { TurnEnd } from './turn-end'
import { TurnLine } from './turn-line'
import { UndoLine } from './undo-line'

interface Props {
  chat: ChatId
  world: WorldId
  view: ChatView
  loadingOlder: boolean
}

export function Transcript({ chat, world, view, loadingOlder }: Props) {
  const { places, watching, outbox } = useBench()
  const pending = useStore(outbox.of(chat)).filter((message) => !knows(view, message.id))
  const [start] = useState(() => places.of(chat))
  const { messages, open } = view
  const rows = useMemo(() => withSummariesJoined([...messages, ...openRows(open)]), [messages, open])
  const scroll = useStickyScroll({
    start,
    onLeave: (place) => places.leave(chat, place),
    onNearTop: () => void watching.older(chat).catch(() => undefined),
  })
  const opening = useOpening(rows, start, scroll.scroller)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroll.scroller}
        onScroll={scroll.onScroll}
        data-testid="transcript"
        role="log"
        aria-label="Transcript"
        aria-live="off"
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
      >
        <div ref={scroll.content} className="pt-4 pb-6">
          {view.before !== undefined && (
            <p className="py-3 text-center text-sm text-faint">
              {loadingOlder ? 'Loading earlier messages…' : '…'}
            </p>
          )}
          <RowPages rows={rows} chat={chat} world={world} scroller={scroll.scroller} opening={opening} />
          <TurnLine view={view} world={world} />
          <TurnEnd chat={chat} view={view} />
          <UndoLine chat={chat} view={view} />
          {pending.map((message) => (
            <PendingRow key={message.id} message={message} />
          ))}
        </div>
      </div>
      {!scroll.atEnd && (
        <button
          type="button"
          onClick={scroll.toEnd}
          className="moves-rise absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-raised px-3 text-sm shadow-float hover:bg-hover"
        >
          <ArrowDown className="size-3.5" />
          Jump to latest
        </button>
      )}
    </div>
  )
}

function PendingRow({ message }: { message: Pending }) {
  return (
    <article
      data-testid="message"
      data-message-id={message.id}
      data-state="pending"
      data-sender="human"
      aria-label="You, being sent"
      className="px-4 py-3 sm:px-6"
    >
      <div className="mx-auto flex max-w-[46rem] flex-col items-end">
        <PersonBubble text={message.text} dim />
        <p className="mt-1 h-5 text-xs text-faint">
          {message.state === 'retrying' ? 'Not sent yet, trying again…' : 'Sending…'}
        </p>
      </div>
    </article>
  )
}
