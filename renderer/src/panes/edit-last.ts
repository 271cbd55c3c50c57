import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { textOf } from './message-parts'

/** Begins to edit what the person wrote last: what still waits, or else what went in. */
export function useEditLast(chat: ChatId): () => void {
  const { stores, edits } = useBench()
  return () => {
    const { queue, messages } = stores.latest(chat).view
    const waiting = queue.findLast(({ sender }) => sender === 'human')
    const sent = messages.findLast(({ sender }) => sender === 'human')
    if (waiting) edits.begin(chat, waiting.messageId, 'queued', waiting.text)
    else if (sent) edits.begin(chat, sent.id, 'sent', textOf(sent))
  }
}
