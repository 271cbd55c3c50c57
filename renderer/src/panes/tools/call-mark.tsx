import type { ReactNode } from 'react'
import { StatusMark } from '../../parts/status-mark'
import type { CallState } from './call-state'

/** The state of a call as a shape; its words stand beside it. */
export function CallMark({ state }: { state: CallState }) {
  if (state === 'approval' || state === 'question' || state === 'writing') return <Quiet status={state} />
  if (state === 'running') return <Quiet status="tool" />
  return (
    <svg
      viewBox="0 0 16 16"
      className={`size-4 shrink-0 ${TONES[state]}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[state]}
    </svg>
  )
}

function Quiet({ status }: { status: 'approval' | 'question' | 'tool' | 'writing' }) {
  return (
    <span aria-hidden="true" className="inline-flex">
      <StatusMark status={status} unread={false} queued={0} />
    </span>
  )
}

type Ended = Exclude<CallState, 'approval' | 'question' | 'running' | 'writing'>

export const TONES: Readonly<Record<Ended, string>> = {
  requested: 'text-faint',
  returned: 'text-accent',
  failed: 'text-red',
  refused: 'text-muted',
  denied: 'text-muted',
  stopped: 'text-muted',
  unknown: 'text-amber',
}

const SHAPES: Readonly<Record<Ended, ReactNode>> = {
  requested: <circle cx="8" cy="8" r="5" strokeDasharray="2.2 3.04" />,
  returned: <path d="m3.5 8.5 3 3 6-6.5" />,
  failed: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5.3v3M8 10.6v.1" />
    </>
  ),
  refused: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 11.8 7.6-7.6" />
    </>
  ),
  denied: <path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />,
  stopped: <rect x="4.5" y="4.5" width="7" height="7" rx="1.4" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeDasharray="3 2.76" />
      <path d="M6.6 6.6a1.45 1.45 0 1 1 2.1 1.3c-.5.25-.7.5-.7 1M8 10.9v.1" />
    </>
  ),
}
