import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { ChatId, Question } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { StatusMark } from '../parts/status-mark'
import { isTyping } from '../parts/typing'

interface Props {
  chat: ChatId
  question: Question
  /** Whether the digits are keys for its choices. */
  hasKeys: boolean
}

/** One question, with a button for each choice, or boxes to tick, and a field where it takes one's own words. */
export function QuestionCard({ chat, question, hasKeys }: Props) {
  const { commands, drafts } = useBench()
  const { id, choices, multiple, free } = question
  const draft = `question:${id}` as const
  const { text } = useStore(drafts.of(draft))
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const card = useRef<HTMLFormElement>(null)

  const answer = async (chosen: readonly string[]) => {
    setBusy(true)
    drafts.write(draft, '')
    leave(card.current)
    const words = text.trim() === '' ? {} : { text }
    if (await commands.answer(chat, id, { choices: chosen, ...words })) return
    drafts.write(draft, text)
    setBusy(false)
  }
  const pick = (choice: string) => {
    if (!multiple) void answer([choice])
    else setTicked(ticked.includes(choice) ? ticked.filter((each) => each !== choice) : [...ticked, choice])
  }
  const incomplete = ticked.length === 0 && text.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!incomplete && !busy) void answer(choices.filter((choice) => ticked.includes(choice)))
  }
  useDigits(hasKeys && !busy, (place) => {
    const choice = choices[place]
    if (choice !== undefined) pick(choice)
    return choice !== undefined
  })
  const keyOf = (place: number) => (hasKeys && place < 9 ? String(place + 1) : undefined)
  return (
    <form
      ref={card}
      data-testid="question-card"
      data-question-id={id}
      aria-label="Question"
      onSubmit={submit}
      className="rounded-2xl border border-blue/45 bg-raised px-4 py-3 shadow-card"
    >
      <fieldset disabled={busy} className="min-w-0 space-y-3">
        <div className="flex gap-2.5">
          <span className="mt-1">
            <StatusMark status="question" unread={false} queued={0} />
          </span>
          <p dir="auto" className="min-w-0 flex-1 text-read wrap-anywhere whitespace-pre-wrap">
            {question.text}
          </p>
        </div>
        {choices.length > 0 && (
          <ul className={multiple ? 'space-y-0.5' : 'flex flex-wrap gap-2'}>
            {choices.map((choice, place) => (
              <li key={place} className="max-w-full">
                {multiple ? (
                  <Tick shortcut={keyOf(place)} checked={ticked.includes(choice)} onPick={() => pick(choice)}>
                    {choice}
                  </Tick>
                ) : (
                  <Choice shortcut={keyOf(place)} onPick={() => pick(choice)}>
                    {choice}
                  </Choice>
                )}
              </li>
            ))}
          </ul>
        )}
        {free && (
          <textarea
            className="field block field-sizing-content max-h-40 resize-none"
            aria-label="Your answer"
            placeholder={choices.length > 0 ? 'Or in your own words' : 'Your answer'}
            rows={1}
            dir="auto"
            value={text}
            onChange={(event) => drafts.write(draft, event.target.value)}
            onKeyDown={submitOnEnter}
          />
        )}
        {(multiple || free) && (
          <Button look="primary" type="submit" disabled={incomplete}>
            Answer
          </Button>
        )}
      </fieldset>
    </form>
  )
}

interface OfferProps {
  shortcut: string | undefined
  onPick: () => void
  children: ReactNode
}

function Choice({ shortcut, onPick, children }: OfferProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut}
      onClick={onPick}
      className="inline-flex min-h-8 max-w-full items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-1 text-left text-sm transition-colors hover:bg-hover disabled:opacity-50"
    >
      <Key>{shortcut}</Key>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </button>
  )
}

function Tick({ shortcut, checked, onPick, children }: OfferProps & { checked: boolean }) {
  return (
    <label className="flex items-start gap-2.5 rounded-lg px-1 py-1 text-sm hover:bg-hover">
      <input
        type="checkbox"
        className="mt-[0.1875rem] accent-accent"
        aria-keyshortcuts={shortcut}
        checked={checked}
        onChange={onPick}
      />
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
      <Key>{shortcut}</Key>
    </label>
  )
}

function Key({ children }: { children: string | undefined }) {
  if (children === undefined) return null
  return (
    <kbd aria-hidden="true" className="font-mono text-2xs text-faint pointer-coarse:hidden">
      {children}
    </kbd>
  )
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

/** The digits from 1 on, wherever they are not typed. The handler says whether there is such a choice. */
function useDigits(listening: boolean, onDigit: (place: number) => boolean): void {
  useEffect(() => {
    if (!listening) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      const { key, target } = event
      if (!/^[1-9]$/.test(key) || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.defaultPrevented || isTyping(target)) return
      if (document.querySelector('dialog[open], [role="menu"]')) return
      if (onDigit(Number(key) - 1)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

/** Whoever answered from the keyboard writes on; on a touch screen that would bring up another keyboard. */
function leave(card: HTMLElement | null): void {
  if (!card?.contains(document.activeElement) || window.matchMedia('(pointer: coarse)').matches) return
  card.closest('[data-chat-id]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
}
