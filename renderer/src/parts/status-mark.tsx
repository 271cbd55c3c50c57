import type { ChatStatus } from '../events/wire'

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
  const film = props.status === 'writing'
  return (
    <span className="inline-flex size-4 shrink-0 overflow-hidden" title={words}>
      <svg
        viewBox={film ? `0 0 ${16 * BAR_FRAMES} 16` : '0 0 16 16'}
        className={`h-4 shrink-0 ${film ? 'w-80' : 'w-4'} ${MOVES[props.status] ?? ''}`}
        aria-hidden="true"
      >
        {shape(props)}
      </svg>
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** Dozens of marks move at once, so each moves as a whole: then no frame has to paint it again. */
const MOVES: Readonly<Partial<Record<ChatStatus, string>>> = {
  writing: 'moves-film',
  tool: 'moves-turn',
  thinking: 'moves-turn',
  waiting: 'moves-turn',
}

/** Three bars that swell, as a film strip of so many pictures side by side. */
const BAR_FRAMES = 20
const BARS = Array.from({ length: BAR_FRAMES }, (_, frame) =>
  [0, 1, 2].map((bar) => {
    const swell = (1 - Math.cos(2 * Math.PI * (frame / BAR_FRAMES - 0.16 * bar))) / 2
    const half = 1 + 2.4 * swell
    return `M${frame * 16 + 3.7 + 4.3 * bar} ${(8 - half).toFixed(2)}V${(8 + half).toFixed(2)}`
  }),
)
  .flat()
  .join('')

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
      return (
        <path
          d={BARS}
          className="text-accent"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      )
    case 'tool':
    case 'thinking':
      return (
        <g className="text-accent" fill="none" stroke="currentColor" strokeWidth="1.8">
          <circle cx="8" cy="8" r="5" opacity=".25" />
          <path d="M8 3a5 5 0 0 1 5 5" strokeLinecap="round" />
        </g>
      )
    case 'waiting':
      return (
        <g className="text-faint" fill="none" stroke="currentColor" strokeWidth="1.6">
          <circle cx="8" cy="8" r="5" strokeDasharray="2.2 3.04" strokeLinecap="round" />
        </g>
      )
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
