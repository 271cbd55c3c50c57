import type { ChatStatus } from '../events/wire'
import { SwellingBars, TurningArc, TurningDashes } from './moving-shapes'

export interface Marked {
  readonly status: ChatStatus
  readonly unread: boolean
  readonly queued: number
}

const WORDS: Readonly<Record<ChatStatus, string>> = {
  approval: 'Needs approval',
  question: 'Needs an answer',
  tool: 'Using a tool',
  writing: 'Writing',
  thinking: 'Thinking',
  waiting: 'Waiting for the model',
  queued: 'Queued',
  failed: 'Failed',
  stopped: 'Stopped',
  idle: 'Quiet',
}

export function statusInWords({ status, unread, queued }: Marked): string {
  const words = status === 'idle' && unread ? 'Unread' : WORDS[status]
  return queued > 0 ? `${words}, ${queued} queued` : words
}

/** One mark for what a chat is doing, told apart by shape as well as by colour. */
export function StatusMark(props: Marked) {
  const words = statusInWords(props)
  return (
    <span className="inline-flex size-4 shrink-0" title={words}>
      <svg viewBox="0 0 16 16" className="size-4 shrink-0" aria-hidden="true">
        {shape(props)}
      </svg>
      <span className="sr-only">{words}</span>
    </span>
  )
}

function shape({ status, unread }: Marked) {
  switch (status) {
    case 'approval':
      return (
        <g className="text-amber">
          <path d="M8 2 14.2 13H1.8z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
          <path d="M8 6v3.2M8 11.2v.1" stroke="var(--side)" strokeWidth="1.5" strokeLinecap="round" />
        </g>
      )
    case 'question':
      return (
        <g className="text-blue">
          <circle cx="8" cy="8" r="6" fill="currentColor" />
          <path
            d="M6.3 6.5a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.3v.1"
            fill="none"
            stroke="var(--side)"
            strokeWidth="1.4"
            strokeLinecap="round"
          />
        </g>
      )
    case 'writing':
      return <SwellingBars />
    case 'tool':
    case 'thinking':
      return <TurningArc />
    case 'waiting':
      return <TurningDashes />
    case 'queued':
      return (
        <g className="text-faint" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
          <path d="M4 5.2h8M4 8h8M4 10.8h5" />
        </g>
      )
    case 'failed':
      return (
        <g className="text-red" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round">
          <circle cx="8" cy="8" r="5.5" fill="none" strokeWidth="1.4" />
          <path d="M8 5.3v3M8 10.6v.1" />
        </g>
      )
    case 'stopped':
      return unread ? (
        <circle cx="8" cy="8" r="3.5" className="fill-accent" />
      ) : (
        <rect
          x="5"
          y="5"
          width="6"
          height="6"
          rx="1.4"
          className="fill-none stroke-faint"
          strokeWidth="1.3"
        />
      )
    case 'idle':
      return unread ? <circle cx="8" cy="8" r="3.5" className="fill-accent" /> : null
  }
}
