import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { DraftOwner } from '../chats/drafts'
import { isForEveryone } from '../events/audience'
import { oneLine } from '../events/plain-text'
import type { Agent, SendMode } from '../events/wire'
import { useBench } from '../parts/bench'
import { ArrowUp, Cross } from '../parts/icons'
import { useCrowd } from './crowd'
import { useMentionMenu } from './mention-menu'
import { modeOf, SendModes } from './send-modes'

interface Props {
  owner: DraftOwner
  placeholder: string
  onSend: (text: string, mode: SendMode) => void
  /** A turn runs, so there is more than one way in. */
  running?: boolean
  /** The person wants to change what they wrote last. */
  onEditLast?: () => void
  /** Those that an `@` can mean. */
  agents?: readonly Agent[] | undefined
  /** Whether all of them answer what names nobody. */
  everyoneAnswers?: boolean
  /** The chat has asked everyone before. */
  askedEveryone?: boolean
  /** Stands left of the send button. */
  children?: ReactNode
  note?: ReactNode
}

const NOBODY: readonly Agent[] = []

/** Where one writes. It never locks: what is sent while a turn runs waits in the queue. */
export function Composer({ owner, placeholder, onSend, onEditLast, running = false, ...rest }: Props) {
  const { agents = NOBODY, everyoneAnswers = false, askedEveryone = false, children, note } = rest
  const { drafts } = useBench()
  const { text, error } = useStore(drafts.of(owner))
  const area = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const goTo = useRef<number>(undefined)
  const mentions = useMentionMenu({
    agents,
    text,
    caret,
    onPick: (next, place) => {
      goTo.current = place
      drafts.write(owner, next)
      setCaret(place)
    },
  })
  const empty = text.trim() === ''
  const answering = useMemo(
    () => (everyoneAnswers && !empty && isForEveryone(text, agents) ? agents.length : 0),
    [everyoneAnswers, empty, text, agents],
  )

  useLayoutEffect(() => {
    const box = area.current
    if (!box) return
    box.style.height = 'auto'
    // One line is the height it has by itself, and to measure it would lay out the whole window.
    if (text !== '') box.style.height = `${box.scrollHeight}px`
    if (goTo.current === undefined) return
    box.setSelectionRange(goTo.current, goTo.current)
    goTo.current = undefined
  }, [text])

  const go = (mode: SendMode) => {
    drafts.write(owner, '')
    onSend(text, running ? mode : 'queue')
    area.current?.focus()
  }
  const crowd = useCrowd({ text, answering: askedEveryone ? 0 : answering, onAgree: go })
  const send = (mode: SendMode) => {
    if (empty) return
    const joins = running && mode === 'steer'
    if (joins || !crowd.asksBefore(mode)) go(mode)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event)) return
    const mode = modeOf(event)
    if (mode) send(mode)
    else if (event.key === 'ArrowUp' && text === '' && !isModified(event)) onEditLast?.()
    else return
    event.preventDefault()
  }
  return (
    <>
      {error && (
        <p
          role="alert"
          className="mb-2 flex items-center gap-2 rounded-lg bg-red-soft py-1.5 pr-1.5 pl-3 text-sm text-red"
        >
          <span className="flex-1 wrap-anywhere">Not sent. {oneLine(error)}</span>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => drafts.write(owner, text)}
            className="inline-flex size-6 items-center justify-center rounded-md hover:bg-hover"
          >
            <Cross className="size-3.5" />
          </button>
        </p>
      )}
      {crowd.question}
      <div className="relative rounded-2xl border border-line-strong bg-raised shadow-card transition-colors focus-within:border-accent">
        {mentions.menu}
        <textarea
          ref={area}
          {...mentions.field}
          data-testid="composer"
          data-autofocus
          aria-label="Message"
          placeholder={placeholder}
          value={text}
          rows={1}
          dir="auto"
          onChange={(event) => {
            drafts.write(owner, event.target.value)
            setCaret(event.target.selectionEnd)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionEnd)}
          onKeyDown={onKeyDown}
          className="block max-h-[40vh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-read outline-none placeholder:text-faint"
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <div className="min-w-0 flex-1 truncate pl-2 text-xs text-faint">
            {answering > 1 ? (
              <span role="status" title={agents.map(({ id }) => id).join(', ')}>
                {answering} agents will answer
              </span>
            ) : (
              note
            )}
          </div>
          {children}
          {running && <SendModes disabled={empty} onSend={send} />}
          <button
            type="button"
            aria-label="Send"
            title={running ? 'Queue (Enter)' : 'Send (Enter)'}
            disabled={empty}
            onClick={() => send('queue')}
            className="inline-flex size-8 items-center justify-center rounded-full bg-accent text-on-accent transition-opacity hover:brightness-110 disabled:opacity-30"
          >
            <ArrowUp />
          </button>
        </div>
      </div>
    </>
  )
}

function isModified(event: KeyboardEvent): boolean {
  return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
}
