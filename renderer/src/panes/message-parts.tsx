import { oneLine } from '../events/plain-text'
import type { Message, Part } from '../events/wire'
import { Warning } from '../parts/icons'
import { clockTime, longTime } from '../parts/times'

export const ROW = 'group/row px-4 sm:px-6'

export function rowFacts(message: Message) {
  return {
    'data-testid': 'message',
    'data-message-id': message.id,
    'data-state': message.state,
    'data-sender': message.sender,
  }
}

export function MessageTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={longTime(at)} className="text-xs text-faint tabular-nums">
      {clockTime(at)}
    </time>
  )
}

/** How a message ended that is not complete, and what there is to say about one that is. */
export function StateMark({ message }: { message: Message }) {
  if (message.state === 'complete' && !message.reason) return null
  const words = { stopped: 'Stopped', failed: 'Failed', interrupted: 'Interrupted', complete: '' }[
    message.state
  ]
  const tone = message.state === 'failed' ? 'text-red' : 'text-muted'
  return (
    <p className={`mt-2 flex items-start gap-1.5 text-sm ${tone}`}>
      {message.state === 'failed' && <Warning className="mt-0.5 size-4" />}
      <span className="wrap-anywhere">
        {words}
        {message.reason && message.state !== 'stopped' && (
          <span className="text-muted">
            {words && ' · '}
            {oneLine(message.reason)}
          </span>
        )}
      </span>
    </p>
  )
}

export function textOf(message: Message): string {
  return joined(message, 'text')
}

export function reasoningOf(message: Message): string {
  return joined(message, 'reasoning')
}

export function summaryOf(message: Message): string {
  return joined(message, 'summary')
}

function joined(message: Message, type: Exclude<Part['type'], 'tool-call'>): string {
  return message.parts
    .flatMap((part) => (part.type === type && part.text !== '' ? [part.text] : []))
    .join('\n\n')
}
