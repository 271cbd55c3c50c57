import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { requestsOf, type Request } from '../../events/attention'
import { countOf, oneLine } from '../../events/plain-text'
import type { ApprovalAnswer, ChatId, WorldId } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Dialog } from '../../parts/dialog'
import { FormError } from '../../parts/field'
import { LinkTo } from '../../parts/link-to'
import { navigate, paths } from '../../parts/navigation'
import { StatusMark } from '../../parts/status-mark'
import { RelativeTime } from '../../parts/times'
import { useAgentNames } from '../world-lookup'
import { ApprovalDetail } from './approval-detail'
import { decisionOf } from './decision-keys'

type Decision = ApprovalAnswer['decision']

interface Props {
  world: WorldId
  onClose: () => void
}

/** All that waits for a person in the chats of a world, to be answered from one place. */
export function AttentionList({ world, onClose }: Props) {
  const { attentions } = useBench()
  useEffect(() => attentions.follow(world), [attentions, world])
  const { loaded, items, error } = useStore(attentions.of(world))
  const requests = requestsOf(items)
  const list = useRef<HTMLDivElement>(null)
  const [key, setKey] = useState<string | null>()
  // What takes the place of something that was answered elsewhere is not chosen: a key meant for that would answer this.
  if (key === undefined && requests[0]) setKey(requests[0].key)
  const at = requests.findIndex((request) => request.key === key)
  const chosen = requests[at]
  const decide = useDecide(world)

  const choose = (request: Request | undefined) => setKey(request?.key ?? null)
  const answer = (request: Request, decision: Decision) => {
    const place = requests.indexOf(request)
    choose(requests[place + 1] ?? requests[place - 1])
    list.current?.focus()
    void decide(request, decision)
  }
  const open = (chat: ChatId) => {
    onClose()
    navigate(paths.chat(world, chat))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const onButton = event.target instanceof Element && event.target.closest('a, button') !== null
    const decision = decisionOf(event)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      choose(requests[Math.max(0, Math.min(at + step, requests.length - 1))])
    } else if (decision && chosen && 'approval' in chosen) answer(chosen, decision)
    else if (event.key === 'Enter' && !onButton && chosen?.waiting[0]) open(chosen.waiting[0].chatId)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Waiting for you" className="max-w-2xl" onClose={onClose}>
      <div
        ref={list}
        tabIndex={0}
        data-focus-first
        role="group"
        aria-label="What waits, the longest first"
        aria-keyshortcuts="ArrowUp ArrowDown a c d Enter"
        onKeyDown={onKeyDown}
        className="max-h-[70vh] overflow-y-auto px-3 pb-3 outline-none"
      >
        <FormError error={error} />
        {requests.length === 0 && (
          <p className="px-2 pt-2 pb-6 text-center text-sm text-muted">
            {loaded ? 'Nothing waits for you.' : 'Looking…'}
          </p>
        )}
        <ul className="space-y-1">
          {requests.map((request) => (
            <li
              key={request.key}
              data-testid="attention"
              aria-current={request === chosen}
              ref={(row) => {
                if (request === chosen) row?.scrollIntoView?.({ block: 'nearest' })
              }}
              className="rounded-xl border border-transparent px-3 py-2 aria-[current=true]:border-line-strong aria-[current=true]:bg-sunken"
            >
              <RequestView
                request={request}
                world={world}
                chosen={request === chosen}
                onChoose={() => choose(request)}
                onAnswer={(decision) => answer(request, decision)}
                onOpen={open}
              />
            </li>
          ))}
        </ul>
      </div>
      {requests.length > 0 && (
        <p className="border-t border-line px-5 py-2.5 text-xs text-faint pointer-coarse:hidden">
          ↑ ↓ move · a allow once · c allow for the chat · d deny · Enter opens the chat
        </p>
      )}
    </Dialog>
  )
}

/** Answers a request in every chat in which it waits. */
function useDecide(world: WorldId) {
  const { commands, attentions } = useBench()
  return async (request: Request, decision: Decision) => {
    if (!('approval' in request)) return
    await Promise.all(
      request.waiting.map(async ({ chatId, approval }) => {
        const decided = await commands.decide(chatId, approval.id, { decision })
        if (decided === 'settled') attentions.settled(world, chatId, approval.id)
      }),
    )
  }
}

interface RequestProps {
  request: Request
  world: WorldId
  chosen: boolean
  onChoose: () => void
  onAnswer: (decision: Decision) => void
  onOpen: (chat: ChatId) => void
}

function RequestView({ request, world, chosen, onChoose, onAnswer, onOpen }: RequestProps) {
  const nameOf = useAgentNames(world)
  const { waiting } = request
  const asks = 'approval' in request
  const words = oneLine(asks ? request.approval.summary : request.question.text)
  return (
    <div>
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={chosen}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onChoose}
        className="flex w-full items-center gap-2.5 text-left text-sm"
      >
        <StatusMark status={asks ? 'approval' : 'question'} unread={false} queued={0} />
        <span className="min-w-0 flex-1 truncate">{words}</span>
        <span className="max-w-40 shrink-0 truncate text-xs text-muted">
          {waiting.length > 1 ? countOf(waiting.length, 'chat') : oneLine(waiting[0]?.title ?? '')}
        </span>
        {waiting[0] && (
          <span className="shrink-0 text-xs text-faint tabular-nums">
            <RelativeTime at={waiting[0].since} />
          </span>
        )}
      </button>
      {chosen && (
        <div className="mt-2 pl-6.5 text-sm">
          {asks && (
            <>
              <p className="text-xs text-muted">
                {nameOf(request.approval.agentId)} asks to use {oneLine(request.approval.tool)}
              </p>
              <ApprovalDetail approval={request.approval} />
            </>
          )}
          <ul aria-label="Chats" className="mt-2 flex flex-wrap gap-x-3 gap-y-1">
            {waiting.map(({ chatId, title }, place) => (
              <li key={place} className="max-w-full min-w-0">
                <LinkTo
                  href={paths.chat(world, chatId)}
                  onClick={() => onOpen(chatId)}
                  className="block truncate text-accent hover:underline"
                >
                  {oneLine(title)}
                </LinkTo>
              </li>
            ))}
          </ul>
          {asks ? (
            <div className="mt-3 flex flex-wrap items-center gap-2">
              <Button look="primary" onClick={() => onAnswer('allow')}>
                Allow once
              </Button>
              <Button onClick={() => onAnswer('allow-chat')}>
                {waiting.length > 1 ? 'Allow for these chats' : 'Allow for this chat'}
              </Button>
              <Button look="danger" onClick={() => onAnswer('deny')}>
                Deny
              </Button>
              <span className="text-xs text-muted">
                “Allow for” covers {oneLine(request.approval.scopeText)}.
              </span>
            </div>
          ) : (
            <p className="mt-2 text-xs text-muted">Answer it in its chat.</p>
          )}
        </div>
      )}
    </div>
  )
}
