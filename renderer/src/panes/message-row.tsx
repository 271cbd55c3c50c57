import { memo } from 'react'
import type { Message, WorldId } from '../events/wire'
import { CopyButton } from '../parts/copy-button'
import { clockTime } from '../parts/times'
import { AnswerRow } from './answer-row'
import { MessageTime, ROW, StateMark, textOf } from './message-parts'
import { isOpen, type Row } from './rows'

interface Props {
  row: Row
  world: WorldId
}

/** One message of the transcript. */
export const MessageRow = memo(function MessageRow({ row, world }: Props) {
  if (isOpen(row) || row.sender === 'agent') return <AnswerRow row={row} world={world} />
  return row.sender === 'system' ? <NoticeRow message={row} /> : <PersonRow message={row} />
})

function rowFacts(message: Message) {
  return {
    'data-testid': 'message',
    'data-message-id': message.id,
    'data-state': message.state,
    'data-sender': message.sender,
  }
}

function PersonRow({ message }: { message: Message }) {
  const text = textOf(message)
  return (
    <article
      {...rowFacts(message)}
      className={`${ROW} pt-3 pb-1`}
      aria-label={`${message.sender === 'world' ? 'World' : 'You'}, ${clockTime(message.at)}`}
    >
      <div className="mx-auto flex max-w-[46rem] flex-col items-end">
        <PersonBubble text={text} />
        <div className="-mb-1 flex h-7 items-center gap-1 opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">
          <MessageTime at={message.at} />
          <CopyButton text={() => text} label="Copy message" />
        </div>
        <StateMark message={message} />
      </div>
    </article>
  )
}

export function PersonBubble({ text, dim = false }: { text: string; dim?: boolean }) {
  return (
    <div
      dir="auto"
      className={`max-w-[85%] rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 text-read wrap-anywhere whitespace-pre-wrap ${dim ? 'opacity-60' : ''}`}
    >
      {text}
    </div>
  )
}

function NoticeRow({ message }: { message: Message }) {
  return (
    <article {...rowFacts(message)} className={`${ROW} py-2`} aria-label="Notice">
      <p className="mx-auto max-w-[46rem] text-center text-sm wrap-anywhere whitespace-pre-wrap text-muted">
        {textOf(message)}
      </p>
    </article>
  )
}
