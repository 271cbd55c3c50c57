import { useState, type ReactNode } from 'react'
import { oneLine } from '../events/plain-text'
import { costOf, tokensOf } from '../events/usage'
import type { ChatId, Message, WorldId } from '../events/wire'
import { Markdown } from '../parts/markdown/markdown'
import { clockTime } from '../parts/times'
import { MessageActions } from './message-actions'
import { MessageTime, reasoningOf, ROW, StateMark, textOf } from './message-parts'
import { Monogram } from './monogram'
import { Reasoning } from './reasoning'
import { isOpen, idOf, type Row } from './rows'
import { ToolCalls } from './tools/tool-calls'
import { toolsHeight } from './tools/tool-height'
import { useAgentName } from './world-lookup'

interface Props {
  row: Row
  chat: ChatId
  world: WorldId
  room: number | undefined
}

/** What an agent says, from its first word on: finishing it puts nothing new in the place of what one reads or selects. */
export function AnswerRow({ row, chat, world, room }: Props) {
  const name = useAgentName(world, row.agentId)
  const message = isOpen(row) ? undefined : row
  const text = isOpen(row) ? row.text : textOf(row)
  const reasoning = isOpen(row) ? row.reasoning : reasoningOf(row)
  const writing = isOpen(row)
  return (
    <article
      data-testid="message"
      data-message-id={idOf(row)}
      data-state={message?.state ?? 'open'}
      data-sender="agent"
      aria-label={`${name}, ${message ? clockTime(message.at) : 'writing'}`}
      aria-busy={writing}
      className={`${ROW} pt-3 pb-1`}
    >
      <div className="mx-auto max-w-[46rem]">
        <header className="mb-1.5 flex items-center gap-2">
          <Monogram name={name} id={row.agentId ?? name} />
          <span className="text-sm font-semibold">{name}</span>
          {message && <MessageTime at={message.at} />}
        </header>
        {reasoning !== '' && (
          <Reasoning
            message={idOf(row)}
            text={reasoning}
            {...(isOpen(row) && text === '' && row.calls.length === 0 && { since: row.startedAt })}
          />
        )}
        {text !== '' && <Markdown text={text} live={writing} room={room && room - toolsHeight(row)} />}
        <ToolCalls chat={chat} row={row} />
        {message && <StateMark message={message} />}
        <Footer>
          {message && room === undefined && (
            <>
              <MessageActions chat={chat} world={world} message={message} text={text} />
              <Details message={message} />
            </>
          )}
        </Footer>
      </div>
    </article>
  )
}

/** Its place is kept while the answer is written, so that nothing moves when it ends. */
function Footer({ children }: { children: ReactNode }) {
  return (
    <footer className="mt-1 -ml-1.5 flex min-h-7 flex-wrap items-center gap-0.5 text-xs text-faint opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-data-[open=true]:opacity-100 pointer-coarse:opacity-100">
      {children}
    </footer>
  )
}

function Details({ message }: { message: Message }) {
  const [shown, setShown] = useState(false)
  const { usage, model, provider } = message
  const spent = usage && `${tokensOf(usage) ?? 'no token count'} · ${costOf(usage)}`
  return (
    <>
      {model && (
        <button
          type="button"
          aria-expanded={shown}
          title={spent}
          onClick={() => setShown(!shown)}
          className="rounded-md px-1.5 py-0.5 hover:bg-hover hover:text-ink"
        >
          {oneLine(model)}
        </button>
      )}
      {shown && (
        <span className="tabular-nums">
          {provider && `${oneLine(provider)} · `}
          {spent ?? 'no token count'}
        </span>
      )}
    </>
  )
}
