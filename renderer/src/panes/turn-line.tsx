import type { ReactNode } from 'react'
import { oneLine } from '../events/plain-text'
import { activityOf } from '../events/status'
import type { ChatView } from '../events/view'
import type { ChatStatus, WorldId } from '../events/wire'
import { StatusMark } from '../parts/status-mark'
import { seconds, useSecondsSince } from '../parts/times'
import { useAgentNames } from './world-lookup'

/** By a card each. */
const SHOWN_ELSEWHERE: ReadonlySet<ChatStatus> = new Set(['approval', 'question', 'tool'])

/** What the running turn does while no text shows it. */
export function TurnLine({ view, world }: { view: ChatView; world: WorldId }) {
  const activity = activityOf(view)
  const open = view.open.filter((text) => !text.ended)
  const silent = open.filter(
    ({ text, reasoning, calls, compacts }) =>
      text === '' && reasoning === '' && calls.length === 0 && compacts === undefined,
  )
  const nameOf = useAgentNames(world)
  if (!activity || !view.turn) return null
  if (silent.length < open.length || SHOWN_ELSEWHERE.has(activity.status)) {
    const names = silent.map((text) => nameOf(text.agentId)).join(', ')
    return names === '' ? null : <Line status="thinking">{`Thinking: ${names}`}</Line>
  }
  if (activity.status === 'writing') return null
  const { status, reason, place } = activity
  const words = {
    waiting: place === undefined ? 'Waiting for the model' : `Waiting in line, place ${place}`,
    thinking: 'Thinking',
  }[status as string]
  return (
    <Line status={status}>
      <span>
        {words ?? 'Working'}
        {reason && <span className="text-faint"> · {oneLine(reason)}</span>}
      </span>
      <Elapsed since={view.turn.startedAt} />
    </Line>
  )
}

function Line({ status, children }: { status: ChatStatus; children: ReactNode }) {
  return (
    <div className="px-4 pb-3 sm:px-6">
      <p className="mx-auto flex max-w-[46rem] items-center gap-2 text-sm text-muted">
        <StatusMark status={status} unread={false} queued={0} />
        {children}
      </p>
    </div>
  )
}

function Elapsed({ since }: { since: string }) {
  const count = useSecondsSince(since)
  return count < 2 ? null : <span className="text-faint tabular-nums">{seconds(count)}</span>
}
