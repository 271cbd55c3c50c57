import { useEffect } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { canContinue, type ChatView } from '../events/view'
import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Play } from '../parts/icons'
import { QueueChip } from './queue-chip'

/** What waits for its turn, and why it waits longer than that. */
export function QueueChips({ chat, view }: { chat: ChatId; view: ChatView }) {
  useOvertakenEdit(chat, view)
  const { queue } = view
  if (queue.length === 0) return null
  return (
    <section aria-label="Queued messages" className="mb-2 space-y-1.5">
      {view.queuePaused && <Paused chat={chat} view={view} />}
      <ol className="max-h-44 divide-y divide-line overflow-y-auto rounded-2xl border border-line bg-sunken">
        {queue.map((queued, index) => (
          <QueueChip
            key={queued.messageId}
            chat={chat}
            queued={queued}
            place={index + 1}
            running={view.turn !== undefined}
          />
        ))}
      </ol>
    </section>
  )
}

function Paused({ chat, view }: { chat: ChatId; view: ChatView }) {
  const { commands } = useBench()
  const reason = view.queuePaused?.reason
  const further = canContinue(view)
  return (
    <div className="flex items-center gap-3 pl-1 text-sm text-muted">
      <p className="min-w-0 flex-1 wrap-anywhere">
        Queue paused{reason ? `: ${oneLine(reason)}` : ''}
        {further && ' · it goes on when you continue'}
      </p>
      {!further && !view.turn && (
        <Button data-testid="go-on" className="h-7" onClick={() => void commands.goOn(chat)}>
          <Play className="size-3" />
          Go on
        </Button>
      )}
    </div>
  )
}

/** A message that went in while its text was being changed: the new text goes back to where one writes. */
function useOvertakenEdit(chat: ChatId, { loaded, queue }: ChatView): void {
  const { edits, drafts } = useBench()
  const edit = useStore(edits.of(chat))
  const overtaken =
    loaded && edit?.of === 'queued' && !queue.some(({ messageId }) => messageId === edit.message)
  useEffect(() => {
    if (!overtaken) return
    edits.end(chat, edit.message)
    drafts.giveBack(chat, edit.text, 'The message went in, or was removed, before you saved your change.')
  }, [overtaken, edit, edits, drafts, chat])
}
