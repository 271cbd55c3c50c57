import { useEffect, useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import { canUndo, type ChatView } from '../events/view'
import type { ChatId, Message, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Announcer } from './announcer'
import { ChatHeader } from './chat-header'
import { Composer } from './composer'
import { DamagedChat } from './damaged-chat'
import { useEditLast } from './edit-last'
import { EmptyChat } from './empty-chat'
import { MissingChat } from './missing-chat'
import { QuestionCards } from './question-cards'
import { QueueChips } from './queue-chips'
import { StopButton, useStop } from './stop-button'
import { Transcript } from './transcript'
import { ApprovalCards } from './tools/approval-cards'
import { useWorld } from './world-lookup'

interface Props {
  chat: ChatId
  world: WorldId
}

/** Shows exactly the chat it is given; mount it with `key={chat}` so that nothing follows from one chat to another. */
export function ChatPane({ chat, world }: Props) {
  const { stores, watching, outbox, seen, list, frames } = useBench()
  const { view, phase, loadingOlder } = useStore(stores.of(chat))
  const newsSeq = useStore(list.store, (summaries) => summaries[chat]?.newsSeq)
  const pending = useStore(outbox.of(chat))
  const inWorld = useWorld(world)
  const agents = inWorld?.agents
  const { stop, stopping } = useStop(chat, view.turn?.turnId)
  const editLast = useEditLast(chat)

  useEffect(() => watching.open(chat), [watching, chat])
  useLayoutEffect(() => frames.pass(), [frames])

  useEffect(() => {
    if (phase !== 'ready') return
    const show = () => seen.shown(chat, stores.latest(chat).view.seq)
    show()
    window.addEventListener('focus', show)
    document.addEventListener('visibilitychange', show)
    return () => {
      window.removeEventListener('focus', show)
      document.removeEventListener('visibilitychange', show)
    }
  }, [seen, stores, chat, phase, view.seq, newsSeq])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (document.querySelector('dialog[open], [role="menu"]')) return
      stop()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  if (phase === 'missing') return <MissingChat world={world} />
  if (phase === 'damaged') return <DamagedChat world={world} />
  const nothing = view.messages.length + view.open.length + pending.length === 0
  const empty = phase === 'ready' && nothing && !view.turn && !canUndo(view)
  const running = view.turn !== undefined
  return (
    <section
      aria-label="Chat"
      data-chat-id={chat}
      data-phase={phase}
      className="flex h-full min-h-0 flex-col"
    >
      <ChatHeader
        chat={chat}
        world={world}
        deleted={view.deleted}
        branchedFrom={view.branchedFrom}
        ownTools={view.ownTools}
      />
      {empty ? (
        <EmptyChat world={world} />
      ) : phase === 'ready' ? (
        <Transcript chat={chat} world={world} view={view} loadingOlder={loadingOlder} />
      ) : (
        <Loading />
      )}
      <div className="px-3 pb-3 sm:px-6 sm:pb-5">
        <div className="mx-auto max-w-[46rem]">
          <ApprovalCards chat={chat} world={world} view={view} />
          <QuestionCards chat={chat} view={view} />
          <QueueChips chat={chat} view={view} />
          <Composer
            owner={chat}
            placeholder={running ? 'Write on: it goes out after this turn' : 'Write a message'}
            onSend={(text, mode) => outbox.send(chat, text, mode)}
            running={running}
            onEditLast={editLast}
            agents={agents}
            everyoneAnswers={inWorld !== undefined && inWorld.mainAgent === undefined}
            askedEveryone={view.messages.some(wasForEveryone)}
            note={agents && agents.length > 1 ? `@ ${agents.map(({ id }) => id).join(', ')}` : undefined}
          >
            {running && <StopButton stopping={stopping} onStop={stop} />}
          </Composer>
        </div>
      </div>
      <Announcer running={running} waits={waitsFor(view)} outcome={view.lastTurn?.outcome} />
    </section>
  )
}

function waitsFor({ approvals, questions }: ChatView): 'approval' | 'answer' | undefined {
  if (approvals.length > 0) return 'approval'
  return questions.length > 0 ? 'answer' : undefined
}

function wasForEveryone({ sender, to, state }: Message): boolean {
  return sender === 'human' && to === undefined && state === 'complete'
}

function Loading() {
  return <div className="min-h-0 flex-1" aria-busy="true" aria-label="Loading" role="status" />
}
