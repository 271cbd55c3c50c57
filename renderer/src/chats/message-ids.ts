import type { MessageId } from '../events/wire'

/** An id of this window's own: under it a message can be sent again without being there twice. */
export function newMessageId(): MessageId {
  return crypto.randomUUID() as MessageId
}
