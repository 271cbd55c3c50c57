import type { FactEvent, MessageId, Queued } from './wire'

type Queue = readonly Queued[]

export function queuedAs(queue: Queue, id: MessageId): Queued | undefined {
  return queue.find((queued) => queued.messageId === id)
}

/** What steers a turn goes before what waits for the next. */
export function enqueued(queue: Queue, message: Queued): Queue {
  if (message.mode !== 'steer') return [...queue, message]
  const waiting = queue.findIndex(({ mode }) => mode !== 'steer')
  return queue.toSpliced(waiting < 0 ? queue.length : waiting, 0, message)
}

export function dequeued(queue: Queue, id: MessageId): Queue {
  return queue.filter((queued) => queued.messageId !== id)
}

/** A new text keeps its place, a new way in goes to the end of those that go in that way. */
export function edited(queue: Queue, fact: FactEvent & { kind: 'message-edited' }): Queue {
  const { messageId, text, mode } = fact
  const before = queuedAs(queue, messageId)
  if (!before) return queue
  const after = { ...before, mode, ...(text !== undefined && { text }) }
  return before.mode === mode
    ? queue.with(queue.indexOf(before), after)
    : enqueued(dequeued(queue, messageId), after)
}

/** Once another turn has begun: what was to steer the one before is the next to go, and joins no later one. */
export function steeringNoMore(queue: Queue): Queue {
  return queue.map((queued) => (queued.mode === 'steer' ? { ...queued, mode: 'queue' } : queued))
}
