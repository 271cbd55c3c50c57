import type {
  Approval,
  BranchedFrom,
  EndedTurn,
  Message,
  MessageId,
  OpenMessage,
  OwnTools,
  Question,
  Queued,
  RunningTool,
  RunningTurn,
  Snapshot,
  StatusEvent,
  TurnOutcome,
} from './wire'

/** A message still being written. `ended` keeps its text on screen until the fact that replaces it arrives. */
export interface OpenText extends OpenMessage {
  readonly ended: boolean
}

/**
 * What a rewind took out, as long as it can be undone. Without a seq it is known only that there is something, from
 * before the snapshot.
 */
export type Rewound =
  | {
      readonly seq: number
      readonly messages: readonly Message[]
      readonly lastTurn: EndedTurn | undefined
    }
  | { readonly seq: undefined }

/** What one chat shows. `seq` is the last stored fact seen, and the cursor to resume from. */
export interface ChatView {
  readonly loaded: boolean
  readonly seq: number
  /** A fact or a delta is missing: nothing more is believed until the chat is watched again from `seq`. */
  readonly gap: boolean
  readonly deleted: boolean
  readonly messages: readonly Message[]
  /** Older messages exist before this seq. */
  readonly before: number | undefined
  readonly open: readonly OpenText[]
  readonly turn: RunningTurn | undefined
  readonly lastTurn: EndedTurn | undefined
  readonly branchedFrom: BranchedFrom | undefined
  /** Newest last. */
  readonly rewound: readonly Rewound[]
  readonly queue: readonly Queued[]
  readonly queuePaused: { readonly reason?: string } | undefined
  /** What the running turn asks a person, the first asked first. */
  readonly questions: readonly Question[]
  /** The tool calls of the running turn that a person is to allow or deny, the first asked first. */
  readonly approvals: readonly Approval[]
  readonly tools: readonly RunningTool[]
  readonly ownTools: OwnTools
  /** The last status the server sent for the running turn; facts outrank it. */
  readonly live: Pick<StatusEvent, 'status' | 'reason' | 'place'> | undefined
}

export const emptyView: ChatView = {
  loaded: false,
  seq: 0,
  gap: false,
  deleted: false,
  messages: [],
  before: undefined,
  open: [],
  turn: undefined,
  lastTurn: undefined,
  branchedFrom: undefined,
  rewound: [],
  queue: [],
  queuePaused: undefined,
  questions: [],
  approvals: [],
  tools: [],
  ownTools: { ownCopy: false },
  live: undefined,
}

export function viewOf(snapshot: Snapshot): ChatView {
  const { status, reason, place } = snapshot
  return {
    loaded: true,
    seq: snapshot.seq,
    gap: false,
    deleted: snapshot.chat.deletedAt !== undefined,
    messages: snapshot.messages,
    before: snapshot.before,
    open: snapshot.open.map((open) => ({ ...open, ended: false })),
    turn: snapshot.turn,
    lastTurn: snapshot.lastTurn,
    branchedFrom: snapshot.branchedFrom,
    rewound: snapshot.canUndo ? [{ seq: undefined }] : [],
    queue: snapshot.queue,
    queuePaused: snapshot.queuePaused,
    questions: snapshot.questions,
    approvals: snapshot.approvals,
    tools: snapshot.tools,
    ownTools: snapshot.ownTools,
    live: snapshot.turn
      ? { status, ...(reason !== undefined && { reason }), ...(place !== undefined && { place }) }
      : undefined,
  }
}

/** Puts an older page in front; what is already there stays. */
export function withOlder(view: ChatView, page: Pick<Snapshot, 'messages' | 'before'>): ChatView {
  const first = view.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const known = new Set(view.messages.map((message) => message.id))
  const older = page.messages.filter((message) => message.seq < first && !known.has(message.id))
  return { ...view, messages: [...older, ...view.messages], before: page.before }
}

/** Lets go of all but the last `most` messages; the others can be asked for again as older ones. */
export function withoutOldest(view: ChatView, most: number): ChatView {
  const first = view.messages.at(-most)
  if (!first || view.messages.length <= most) return view
  return { ...view, messages: view.messages.slice(-most), before: first.seq }
}

const UNFINISHED: ReadonlySet<TurnOutcome> = new Set(['stopped', 'failed', 'interrupted'])

/** Whether the last turn came to no end of its own, so that one can ask for the rest. */
export function canContinue({ deleted, turn, lastTurn }: ChatView): boolean {
  return !deleted && !turn && lastTurn !== undefined && UNFINISHED.has(lastTurn.outcome)
}

/** Whether what was last taken out of the history can be brought back. */
export function canUndo({ deleted, turn, rewound }: ChatView): boolean {
  return !deleted && !turn && rewound.length > 0
}

/** Whether the chat's own log already shows this message, queued or in the transcript. */
export function knows(view: ChatView, id: MessageId): boolean {
  return (
    view.queue.some((queued) => queued.messageId === id) ||
    view.messages.findLast((message) => message.id === id) !== undefined
  )
}
