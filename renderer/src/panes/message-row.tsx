import { memo, useState, type ReactNode } from 'react'
import { oneLine } from '../events/plain-text'
import type { Message, WorldId } from '../events/wire'
import { CopyButton } from '../parts/copy-button'
import { Warning } from '../parts/icons'
import { Markdown } from '../parts/markdown/markdown'
import { clockTime, longTime } from '../parts/times'
import { Monogram } from './monogram'
import { Reasoning } from './reasoning'
import { useAgentName } from './world-lookup'

interface Props {
  message: Message
  world: WorldId
}

/** One message of the transcript. */
export const MessageRow = memo(function MessageRow({ message, world }: Props) {
  if (message.sender === 'system') return <NoticeRow message={message} />
  return message.sender === 'agent' ? (
    <AgentRow message={message} world={world} />
  ) : (
    <PersonRow message={message} />
  )
})

const ROW = 'group/row px-4 [contain-intrinsic-size:auto_140px] [content-visibility:auto] sm:px-6'

function rowFacts(message: Message) {
  return {
    'data-testid': 'message',
    'data-message-id': message.id,
    'data-state': message.state,
    'data-sender': message.sender,
  }
}

function PersonRow({ message }: { message: Message }) {
  const text = textOf(message)
  return (
    <article
      {...rowFacts(message)}
      className={`${ROW} pt-3 pb-1`}
      aria-label={`${message.sender === 'world' ? 'World' : 'You'}, ${clockTime(message.at)}`}
    >
      <div className="mx-auto flex max-w-[46rem] flex-col items-end">
        <PersonBubble text={text} />
        <div className="-mb-1 flex h-7 items-center gap-1 opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">
          <MessageTime at={message.at} />
          <CopyButton text={() => text} label="Copy message" />
        </div>
        {message.state !== 'complete' && <StateMark message={message} />}
      </div>
    </article>
  )
}

export function PersonBubble({ text, dim = false }: { text: string; dim?: boolean }) {
  return (
    <div
      dir="auto"
      className={`max-w-[85%] rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 text-read wrap-anywhere whitespace-pre-wrap ${dim ? 'opacity-60' : ''}`}
    >
      {text}
    </div>
  )
}

function AgentRow({ message, world }: Props) {
  const name = useAgentName(world, message.agentId)
  const text = textOf(message)
  const reasoning = message.parts
    .filter((part) => part.type === 'reasoning' && part.text !== '')
    .map((part) => part.text)
    .join('\n\n')
  return (
    <article
      {...rowFacts(message)}
      className={`${ROW} pt-3 pb-1`}
      aria-label={`${name}, ${clockTime(message.at)}`}
    >
      <div className="mx-auto max-w-[46rem]">
        <AgentHeading name={name} id={message.agentId ?? name}>
          <MessageTime at={message.at} />
        </AgentHeading>
        {reasoning !== '' && <Reasoning message={message.id} text={reasoning} />}
        {text !== '' && <Markdown text={text} />}
        {message.state !== 'complete' && <StateMark message={message} />}
        <Details message={message} text={text} />
      </div>
    </article>
  )
}

export function AgentHeading({ name, id, children }: { name: string; id: string; children?: ReactNode }) {
  return (
    <header className="mb-1.5 flex items-center gap-2">
      <Monogram name={name} id={id} />
      <span className="text-sm font-semibold">{name}</span>
      {children}
    </header>
  )
}

function MessageTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={longTime(at)} className="text-xs text-faint tabular-nums">
      {clockTime(at)}
    </time>
  )
}

function Details({ message, text }: { message: Message; text: string }) {
  const [shown, setShown] = useState(false)
  const { usage, model, provider } = message
  const tokens =
    usage && `${usage.inputTokens.toLocaleString()} in · ${usage.outputTokens.toLocaleString()} out`
  const cached = usage?.cachedInputTokens ? ` · ${usage.cachedInputTokens.toLocaleString()} cached` : ''
  return (
    <footer className="mt-1 -ml-1.5 flex min-h-7 flex-wrap items-center gap-1 text-xs text-faint opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">
      {text !== '' && <CopyButton text={() => text} label="Copy message" />}
      {model && (
        <button
          type="button"
          aria-expanded={shown}
          title={tokens ? `${tokens}${cached} tokens` : undefined}
          onClick={() => setShown(!shown)}
          className="rounded-md px-1.5 py-0.5 hover:bg-hover hover:text-ink"
        >
          {oneLine(model)}
        </button>
      )}
      {shown && (
        <span className="tabular-nums">
          {provider && `${oneLine(provider)} · `}
          {tokens ? `${tokens}${cached} tokens` : 'no token count'}
        </span>
      )}
    </footer>
  )
}

function StateMark({ message }: { message: Message }) {
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
          <span className="text-muted"> · {oneLine(message.reason)}</span>
        )}
      </span>
    </p>
  )
}

function NoticeRow({ message }: { message: Message }) {
  return (
    <article {...rowFacts(message)} className={`${ROW} py-2`} aria-label="Notice">
      <p className="mx-auto max-w-[46rem] text-center text-sm wrap-anywhere whitespace-pre-wrap text-muted">
        {textOf(message)}
      </p>
    </article>
  )
}

function textOf(message: Message): string {
  return message.parts
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('\n\n')
}
