import { useRef, useState, type KeyboardEvent } from 'react'
import { oneLine } from '../../events/plain-text'
import type { Approval, ApprovalAnswer, ChatId, WorldId } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { StatusMark } from '../../parts/status-mark'
import { isTyping } from '../../parts/typing'
import { useAgentName } from '../world-lookup'
import { ApprovalDetail } from './approval-detail'
import { ArgumentsForm, forgetForms, ReasonForm, useApprovalForm } from './approval-forms'
import { decisionOf } from './decision-keys'

interface Props {
  chat: ChatId
  world: WorldId
  approval: Approval
}

/** A tool call that waits for a person: what exactly it would do, and what can be said to it. */
export function ApprovalCard({ chat, world, approval }: Props) {
  const { commands, drafts } = useBench()
  const agent = useAgentName(world, approval.agentId)
  const [more, setMore] = useApprovalForm(approval.id)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const card = useRef<HTMLElement>(null)

  const decide = async (answer: ApprovalAnswer) => {
    if (busy) return
    setBusy(true)
    setRefused(undefined)
    const moveOn = card.current && mover(card.current)
    const decided = await commands.decide(chat, approval.id, answer)
    if (decided === 'settled') {
      forgetForms(drafts, approval.id)
      moveOn?.()
      return
    }
    setBusy(false)
    if (decided !== 'failed') setRefused(decided.refused)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && more) {
      event.preventDefault()
      setMore(undefined)
      card.current?.focus()
      return
    }
    const decision = isTyping(event.target) ? undefined : decisionOf(event)
    if (!decision) return
    event.preventDefault()
    void decide({ decision })
  }
  return (
    <article
      ref={card}
      tabIndex={0}
      data-testid="approval-card"
      data-approval-id={approval.id}
      aria-label={`Approval: ${oneLine(approval.summary)}`}
      aria-keyshortcuts="a c d"
      aria-busy={busy}
      onKeyDown={onKeyDown}
      className={`rounded-2xl border border-amber/45 bg-raised px-4 py-3 shadow-card focus-visible:rounded-2xl focus-visible:outline-offset-[-2px] ${busy ? 'opacity-60' : ''}`}
    >
      <header className="mb-1.5 flex items-center gap-2 text-sm text-muted">
        <StatusMark status="approval" unread={false} queued={0} />
        <span className="min-w-0 truncate">
          {agent} asks to use <span className="font-medium text-ink">{oneLine(approval.tool)}</span>
        </span>
      </header>
      <p dir="auto" className="wrap-anywhere">
        {oneLine(approval.summary)}
      </p>
      <ApprovalDetail approval={approval} />
      {more?.form === 'reason' && (
        <ReasonForm
          id={approval.id}
          fresh={more.fresh}
          onDeny={(reason) => void decide({ decision: 'deny', ...(reason && { reason }) })}
        />
      )}
      {more?.form === 'arguments' ? (
        <ArgumentsForm
          id={approval.id}
          fresh={more.fresh}
          given={approval.arguments}
          refused={refused}
          onAllow={(given) => void decide({ decision: 'allow', arguments: given })}
          onCancel={() => {
            setMore(undefined)
            setRefused(undefined)
          }}
        />
      ) : (
        <>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <Button look="primary" onClick={() => void decide({ decision: 'allow' })}>
              Allow once <Key>a</Key>
            </Button>
            <Button onClick={() => void decide({ decision: 'allow-chat' })}>
              Allow for this chat <Key>c</Key>
            </Button>
            <Button look="danger" onClick={() => void decide({ decision: 'deny' })}>
              Deny <Key>d</Key>
            </Button>
            <span className="-ml-1 flex flex-wrap">
              <Button
                look="quiet"
                className="px-2"
                aria-expanded={more?.form === 'reason'}
                onClick={() => setMore(more?.form === 'reason' ? undefined : 'reason')}
              >
                Say why not…
              </Button>
              <Button look="quiet" className="px-2" onClick={() => setMore('arguments')}>
                Edit arguments…
              </Button>
            </span>
          </div>
          <p className="mt-2 text-xs text-muted">
            “Allow for this chat” covers {oneLine(approval.scopeText)}.
          </p>
        </>
      )}
    </article>
  )
}

/**
 * Takes the focus from a card that is settled to the next one, or to where one writes; unless the person went elsewhere
 * meanwhile. On a touch screen writing would bring up a keyboard.
 */
function mover(card: HTMLElement): () => void {
  const cards = [...(card.parentElement?.children ?? [])]
  const at = cards.indexOf(card)
  const others = [...cards.slice(at + 1), ...cards.slice(0, at).toReversed()]
  const composer = card.closest('[data-chat-id]')?.querySelector<HTMLElement>('[data-autofocus]')
  const hadFocus = card.contains(document.activeElement)
  return () => {
    const { activeElement } = document
    if (!hadFocus || !(activeElement === document.body || card.contains(activeElement))) return
    const next = others.find((other) => other.isConnected)
    if (next instanceof HTMLElement) next.focus()
    else if (!window.matchMedia('(pointer: coarse)').matches) composer?.focus()
  }
}

function Key({ children }: { children: string }) {
  return (
    <kbd aria-hidden="true" className="font-mono text-2xs opacity-70 pointer-coarse:hidden">
      {children}
    </kbd>
  )
}
