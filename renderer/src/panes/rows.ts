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

/** The agent for whom it sums up what was before, instead of answering. */
export function summedUpFor(row: Row): string | undefined {
  if (isOpen(row)) return row.compacts === undefined ? undefined : row.agentId
  return row.parts.find((part) => part.type === 'summary')?.agentId
}

/** Messages that have begun to be written, below all that are finished; a summary has its row from the start. */
export function openRows(texts: readonly OpenText[]): readonly OpenText[] {
  return texts.filter(
    (open) =>
      open.text !== '' || open.reasoning !== '' || open.calls.length > 0 || summedUpFor(open) !== undefined,
  )
}

/** A summary that takes up the one right before it stands in that one's place: to go back to there takes back both. */
export function withSummariesJoined(rows: readonly Row[]): readonly Row[] {
  const joined: Row[] = []
  for (const row of rows) {
    const before = joined.at(-1)
    const agent = summedUpFor(row)
    if (!before || agent === undefined || summedUpFor(before) !== agent) joined.push(row)
    else
      joined[joined.length - 1] = isOpen(row)
        ? { ...row, messageId: idOf(before) }
        : { ...row, id: idOf(before) }
  }
  return joined
}
