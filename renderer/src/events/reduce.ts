import { rewoundTo, restored } from './history'
import { dequeued, edited, enqueued, queuedAs, steeringNoMore } from './queue'
import { afterToolEnded, afterToolOutput, afterToolStarted, withArguments } from './tools'
import { emptyView, type ChatView, type OpenText } from './view'
import type {
  ChatEvent,
  DeltaEvent,
  FactEvent,
  Message,
  MessageId,
  Queued,
  StatusEvent,
  ToolArgumentsEvent,
} from './wire'

/**
 * The next view after one event. Facts already seen change nothing; a missing fact or piece of text sets `gap`,
 * after which everything is ignored until `resumed`.
 */
export function reduce(view: ChatView, event: ChatEvent): ChatView {
  if (view.gap) return view
  if (!('seq' in event)) {
    if (event.kind === 'status') return afterStatus(view, event)
    return event.kind === 'tool-output' ? afterToolOutput(view, event) : afterDelta(view, event)
  }
  if (event.seq <= view.seq) return view
  if (event.seq > view.seq + 1) return { ...view, gap: true }
  const next = afterFact(view, event)
  return next ? { ...next, seq: event.seq } : { ...view, gap: true }
}

/** The chat is not followed for a while: nothing is believed until `resumed`. */
export function paused(view: ChatView): ChatView {
  return view.gap ? view : { ...view, gap: true }
}

/** The server confirmed a new watch from `view.seq`: what follows is complete again. */
export function resumed(view: ChatView): ChatView {
  return view.gap ? { ...view, gap: false } : view
}

/** The server says the cursor means nothing to it: everything comes again from the first fact. */
export function startedOver(): ChatView {
  return { ...emptyView, loaded: true }
}

/** Undefined when the window lacks what the fact is about, so that only a new snapshot can tell. */
function afterFact(view: ChatView, fact: FactEvent): ChatView | undefined {
  switch (fact.kind) {
    case 'message-admitted': {
      const { messageId, text, mode, sender, at } = fact
      return { ...view, queue: enqueued(view.queue, { messageId, text, mode, sender, at }) }
    }
    case 'message-edited':
      return { ...view, queue: edited(view.queue, fact) }
    case 'message-delivered': {
      const queued = queuedAs(view.queue, fact.messageId)
      if (!queued) return { ...view, rewound: [] }
      const { turnId, to } = fact
      const delivered = { ...messageOf(queued, fact), turnId, ...(to && { to }) }
      return {
        ...withoutQueued(view, fact.messageId),
        messages: [...view.messages, delivered],
        rewound: [],
      }
    }
    case 'message-withdrawn':
      return withoutQueued(view, fact.messageId)
    case 'message-failed':
      return afterMessageFailed(view, fact)
    case 'turn-started':
      return {
        ...view,
        turn: { turnId: fact.turnId, messageId: fact.messageId, startedAt: fact.at },
        queue: steeringNoMore(view.queue),
        live: undefined,
      }
    case 'model-call-started': {
      const { turnId, agentId, messageId, callId, at, compacts } = fact
      const others = view.open.filter((open) => !(open.ended && open.agentId === agentId))
      const open = {
        messageId,
        agentId,
        turnId,
        callId,
        text: '',
        reasoning: '',
        calls: [],
        startedAt: at,
        ended: false,
        ...(compacts !== undefined && { compacts }),
      }
      return { ...view, open: [...others, open] }
    }
    case 'model-call-ended':
      return fact.outcome === 'empty' || fact.outcome === 'too-long'
        ? { ...view, open: view.open.filter((open) => open.messageId !== fact.messageId) }
        : {
            ...view,
            open: view.open.map((open) =>
              open.messageId === fact.messageId
                ? { ...open, ended: true, calls: fact.outcome === 'answered' ? open.calls : [] }
                : open,
            ),
          }
    case 'message-posted':
    case 'history-compacted': {
      const message = { ...fact.message, seq: fact.seq }
      return {
        ...view,
        messages: [...view.messages.filter((known) => known.id !== message.id), message],
        open: view.open.filter((open) => open.messageId !== message.id),
      }
    }
    case 'question-asked':
      return { ...view, questions: [...view.questions, fact.question] }
    case 'question-answered':
      return {
        ...view,
        questions: view.questions.filter((question) => question.id !== fact.questionId),
        live: view.live?.status === 'question' ? undefined : view.live,
      }
    case 'approval-requested':
      return { ...view, approvals: [...view.approvals, fact.approval] }
    case 'approval-answered':
      return {
        ...view,
        approvals: view.approvals.filter((approval) => approval.id !== fact.toolCallId),
        live: view.live?.status === 'approval' ? undefined : view.live,
      }
    case 'tool-started':
      return afterToolStarted(view, fact)
    case 'tool-ended':
      return afterToolEnded(view, fact)
    case 'reply-ended':
      return {
        ...view,
        open: view.open.filter((open) => open.turnId !== fact.turnId || open.agentId !== fact.agentId),
      }
    case 'turn-ended': {
      const messageId = view.turn?.messageId ?? view.lastTurn?.messageId ?? ('' as MessageId)
      const { turnId, outcome, reason } = fact
      return {
        ...view,
        turn: undefined,
        lastTurn: { turnId, messageId, outcome, ...(reason !== undefined && { reason }) },
        open: view.open.filter((open) => open.turnId !== turnId),
        questions: [],
        approvals: [],
        tools: [],
        live: undefined,
      }
    }
    case 'queue-paused':
      return { ...view, queuePaused: { reason: fact.reason } }
    case 'queue-resumed':
      return { ...view, queuePaused: undefined }
    case 'notice-posted': {
      const notice: Message = {
        id: fact.messageId,
        seq: fact.seq,
        sender: 'system',
        parts: [{ type: 'text', text: fact.text }],
        state: 'complete',
        at: fact.at,
      }
      return { ...view, messages: [...view.messages, notice] }
    }
    case 'history-rewound':
      return rewoundTo(view, fact)
    case 'history-restored':
      return restored(view, fact)
    case 'chat-branched':
      return { ...view, branchedFrom: { chatId: fact.fromChatId, messageId: fact.messageId } }
    case 'tools-changed':
      return { ...view, ownTools: fact.tools }
    case 'chat-deleted':
      return { ...view, deleted: true }
    case 'chat-restored':
      return { ...view, deleted: false }
    case 'chat-created':
    case 'title-changed':
    case 'title-call-ended':
    case 'reply-started':
    case 'reply-limited':
    case 'budget-raised':
    case 'tool-requested':
    case 'unknown-fact':
      return view
    default:
      return unreachable(fact)
  }
}

function afterMessageFailed(view: ChatView, fact: FactEvent & { kind: 'message-failed' }): ChatView {
  const queued = queuedAs(view.queue, fact.messageId)
  if (queued) {
    const failed: Message = { ...messageOf(queued, fact), state: 'failed', reason: fact.reason }
    return { ...withoutQueued(view, fact.messageId), messages: [...view.messages, failed] }
  }
  return {
    ...view,
    messages: view.messages.map((message) =>
      message.id === fact.messageId ? { ...message, state: 'failed', reason: fact.reason } : message,
    ),
  }
}

function afterDelta(view: ChatView, delta: DeltaEvent | ToolArgumentsEvent): ChatView {
  const at = view.open.findIndex((open) => open.messageId === delta.messageId)
  const open = view.open[at]
  if (open?.ended) return view
  if (!open && isLate(view, delta)) return view
  const next = withDelta(open ?? begunBy(view, delta), delta)
  if (!next) return { ...view, gap: true }
  return { ...view, open: open ? view.open.with(at, next) : [...view.open, next] }
}

/** Undefined when a piece before it is missing. */
function withDelta(open: OpenText, delta: DeltaEvent | ToolArgumentsEvent): OpenText | undefined {
  if (delta.kind === 'tool-arguments') return withArguments(open, delta)
  const known = delta.kind === 'text' ? open.text : open.reasoning
  if (delta.offset > known.length) return undefined
  const text = known.slice(0, delta.offset) + delta.text
  return delta.kind === 'text' ? { ...open, text } : { ...open, reasoning: text }
}

function isLate(
  { turn, messages }: ChatView,
  { turnId, messageId }: DeltaEvent | ToolArgumentsEvent,
): boolean {
  return turn?.turnId !== turnId || messages.some((message) => message.id === messageId)
}

function begunBy(view: ChatView, delta: DeltaEvent | ToolArgumentsEvent): OpenText {
  const { messageId, agentId, turnId, callId } = delta
  const startedAt = view.turn?.startedAt ?? ''
  return { messageId, agentId, turnId, callId, text: '', reasoning: '', calls: [], startedAt, ended: false }
}

function afterStatus(view: ChatView, event: StatusEvent): ChatView {
  const { status, reason, place } = event
  return {
    ...view,
    live: { status, ...(reason !== undefined && { reason }), ...(place !== undefined && { place }) },
  }
}

function withoutQueued(view: ChatView, id: MessageId): ChatView {
  return { ...view, queue: dequeued(view.queue, id) }
}

function messageOf(queued: Queued, fact: { seq: number; at: string }): Message {
  return {
    id: queued.messageId,
    seq: fact.seq,
    sender: queued.sender,
    parts: [{ type: 'text', text: queued.text }],
    state: 'complete',
    at: fact.at,
  }
}

function unreachable(fact: never): never {
  throw new Error(`no rule for ${JSON.stringify(fact)}`)
}
