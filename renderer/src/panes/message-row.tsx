import { memo } from 'react'
import type { ChatId, Message, WorldId } from '../events/wire'
import { AnswerRow } from './answer-row'
import { ROW, rowFacts, textOf } from './message-parts'
import { PersonRow } from './person-row'
import { isOpen, summedUpFor, type Row } from './rows'
import { SummaryRow } from './summary-row'

interface Props {
  row: Row
  chat: ChatId
  world: WorldId
  /** In the first frame of a transcript: for how many pixels of its end there is room. It has nothing to press yet. */
  room?: number | undefined
}

/** One message of the transcript. */
export const MessageRow = memo(function MessageRow({ row, chat, world, room }: Props) {
  const agent = summedUpFor(row)
  if (agent !== undefined) return <SummaryRow row={row} agent={agent} chat={chat} world={world} />
  if (isOpen(row) || row.sender === 'agent')
    return <AnswerRow row={row} chat={chat} world={world} room={room} />
  if (row.sender === 'system') return <NoticeRow message={row} />
  return <PersonRow message={row} chat={chat} world={world} bare={room !== undefined} />
})

function NoticeRow({ message }: { message: Message }) {
  return (
    <article {...rowFacts(message)} className={`${ROW} py-2`} aria-label="Notice">
      <p className="mx-auto max-w-[46rem] text-center text-sm wrap-anywhere whitespace-pre-wrap text-muted">
        {textOf(message)}
      </p>
    </article>
  )
}
