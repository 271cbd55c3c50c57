import { oneLine } from '../events/plain-text'
import { activityOf } from '../events/status'
import type { ChatView } from '../events/view'
import { StatusMark } from '../parts/status-mark'
import { seconds, useSecondsSince } from '../parts/times'

/** What the running turn does while no text shows it. */
export function TurnLine({ view }: { view: ChatView }) {
  const activity = activityOf(view)
  if (!activity || !view.turn || activity.status === 'writing') return null
  if (view.open.some((open) => !open.ended && open.reasoning !== '')) return null
  const { status, reason, place } = activity
  const words = {
    waiting: place === undefined ? 'Waiting for the model' : `Waiting in line, place ${place}`,
    thinking: 'Thinking',
    tool: 'Using a tool',
  }[status as string]
  return (
    <div className="px-4 pb-3 sm:px-6">
      <p className="mx-auto flex max-w-[46rem] items-center gap-2 text-sm text-muted">
        <StatusMark status={status} unread={false} queued={0} />
        <span>
          {words ?? 'Working'}
          {reason && <span className="text-faint"> · {oneLine(reason)}</span>}
        </span>
        <Elapsed since={view.turn.startedAt} />
      </p>
    </div>
  )
}

function Elapsed({ since }: { since: string }) {
  const count = useSecondsSince(since)
  return count < 2 ? null : <span className="text-faint tabular-nums">{seconds(count)}</span>
}
