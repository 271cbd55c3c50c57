import { useState } from 'react'
import { oneLine } from '../events/plain-text'
import type { ChatId, WorldId } from '../events/wire'
import { Chevron } from '../parts/icons'
import { Markdown } from '../parts/markdown/markdown'
import { seconds, useSecondsSince } from '../parts/times'
import { MessageActions } from './message-actions'
import { MessageTime, ROW, summaryOf } from './message-parts'
import { idOf, isOpen, type Row } from './rows'

interface Props {
  row: Row
  agent: string
  chat: ChatId
  world: WorldId
}

/** What was before is summed up for an agent: a folded line, while it is written and from then on. */
export function SummaryRow({ row, agent, chat, world }: Props) {
  const [unfolded, setUnfolded] = useState(false)
  const message = isOpen(row) ? undefined : row
  const text = isOpen(row) ? row.text : summaryOf(row)
  return (
    <article
      data-testid="message"
      data-message-id={idOf(row)}
      data-state={message?.state ?? 'open'}
      data-sender="system"
      aria-label="Summary"
      aria-busy={isOpen(row)}
      className={`${ROW} py-2`}
    >
      <div className="mx-auto max-w-[46rem]">
        <div className="flex items-center gap-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          <button
            type="button"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
            className={`inline-flex max-w-full items-center gap-1 rounded-md px-1.5 py-0.5 text-left text-sm text-muted tabular-nums hover:bg-hover hover:text-ink ${message ? '' : 'moves-breathe'}`}
          >
            <Chevron className={`size-3.5 transition-transform ${unfolded ? 'rotate-90' : ''}`} />
            {isOpen(row) ? (
              <Summing since={row.startedAt} />
            ) : (
              <span className="min-w-0 wrap-anywhere">
                Earlier messages were summed up for @{oneLine(agent)}
              </span>
            )}
          </button>
        </div>
        {unfolded && (
          <div className="mt-1.5">
            <div className="border-l-2 border-line pl-4 text-muted [&_.prose]:text-sm">
              <Markdown text={text} live={isOpen(row)} />
            </div>
            {message && (
              <footer className="mt-1 -ml-1.5 flex items-center gap-0.5">
                <MessageActions chat={chat} world={world} message={message} text={text} />
                <MessageTime at={message.at} />
              </footer>
            )}
          </div>
        )}
      </div>
    </article>
  )
}

function Summing({ since }: { since: string }) {
  return `Summing up earlier messages… ${seconds(useSecondsSince(since))}`
}
