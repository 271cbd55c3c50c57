import { oneLine } from '../events/plain-text'
import type { ChatView } from '../events/view'
import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Cross, Play } from '../parts/icons'

/** What waits for its turn, and why it waits longer than that. */
export function QueueChips({ chat, view }: { chat: ChatId; view: ChatView }) {
  const { commands } = useBench()
  const { queue, queuePaused, canContinue } = view
  if (queue.length === 0) return null
  return (
    <section aria-label="Queued messages" className="mb-2 space-y-1.5">
      {queuePaused && (
        <div className="flex items-center gap-3 pl-1 text-sm text-muted">
          <p className="min-w-0 flex-1 truncate">
            Queue paused{queuePaused.reason ? `: ${oneLine(queuePaused.reason)}` : ''}
            {canContinue && ' · it goes on when you continue'}
          </p>
          {!canContinue && (
            <Button data-testid="go-on" className="h-7" onClick={() => void commands.goOn(chat)}>
              <Play className="size-3" />
              Go on
            </Button>
          )}
        </div>
      )}
      <ol className="flex max-h-28 flex-wrap gap-1.5 overflow-y-auto">
        {queue.map((queued, index) => (
          <li
            key={queued.messageId}
            data-testid="queue-chip"
            data-message-id={queued.messageId}
            className="flex h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-raised pr-0.5 pl-2.5 text-sm"
          >
            <span className="text-xs text-faint tabular-nums">{index + 1}</span>
            <span className="max-w-72 truncate" title={queued.text}>
              {oneLine(queued.text)}
            </span>
            <button
              type="button"
              aria-label={`Remove from queue: ${oneLine(queued.text).slice(0, 60)}`}
              title="Remove from queue"
              onClick={() => void commands.withdraw(chat, queued.messageId)}
              className="inline-flex size-6 items-center justify-center rounded-full text-faint hover:bg-hover hover:text-ink"
            >
              <Cross className="size-3" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
