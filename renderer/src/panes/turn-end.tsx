import { oneLine } from '../events/plain-text'
import { canContinue, type ChatView } from '../events/view'
import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Play, Warning } from '../parts/icons'

const WORDS: Readonly<Record<string, string>> = {
  stopped: 'You stopped this turn.',
  failed: 'The turn failed.',
  interrupted: 'Carillon was closed while this turn ran.',
}

/** How the last turn ended when it did not end with an answer, and the way on. A limit is said by a notice of the chat. */
export function TurnEnd({ chat, view }: { chat: ChatId; view: ChatView }) {
  const { commands } = useBench()
  const { lastTurn, turn } = view
  if (turn || !lastTurn || lastTurn.outcome === 'answered' || lastTurn.outcome === 'limited') return null
  const last = view.messages.at(-1)
  const saidAbove = last?.turnId === lastTurn.turnId && last.reason === lastTurn.reason
  const bad = lastTurn.outcome === 'failed'
  return (
    <div className="px-4 py-3 sm:px-6">
      <section
        aria-label="How the turn ended"
        data-outcome={lastTurn.outcome}
        className={`mx-auto flex max-w-[46rem] flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border px-4 py-3 ${bad ? 'border-red/25 bg-red-soft' : 'border-line bg-sunken'}`}
      >
        <div className="flex min-w-0 flex-1 basis-60 items-start gap-2.5">
          {bad && <Warning className="mt-0.5 size-4 text-red" />}
          <div className="min-w-0">
            <p className="text-sm font-medium">{WORDS[lastTurn.outcome] ?? 'The turn ended.'}</p>
            {lastTurn.reason && lastTurn.outcome !== 'stopped' && !saidAbove && (
              <p className="text-sm wrap-anywhere text-muted">{oneLine(lastTurn.reason)}</p>
            )}
          </div>
        </div>
        {canContinue(view) && (
          <Button data-testid="continue" onClick={() => void commands.goOn(chat)}>
            <Play className="size-3.5" />
            Continue
          </Button>
        )}
      </section>
    </div>
  )
}
