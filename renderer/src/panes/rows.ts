import type { OpenText } from '../events/view'
import type { Message, MessageId } from '../events/wire'

/** What a row shows: a message, or one that is being written. Both stages of an answer have the same id. */
export type Row = Message | OpenText

export function isOpen(row: Row): row is OpenText {
  return 'messageId' in row
}

export function idOf(row: Row): MessageId {
  return isOpen(row) ? row.messageId : row.id
}

/** Messages that have begun to be written, below all that are finished. */
export function openRows(texts: readonly OpenText[]): readonly OpenText[] {
  return texts.filter((open) => open.text !== '' || open.reasoning !== '')
}
