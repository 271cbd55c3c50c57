import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'

interface Props {
  chat: ChatId
  label: string
  /** What saving will do. */
  note: string
  saveLabel: string
  onSave: () => void
  onCancel: () => void
  className?: string
}

/** The text that a person is changing in a chat, in place: Enter saves, Esc does not. */
export function InlineEditor({ chat, label, note, saveLabel, onSave, onCancel, className = '' }: Props) {
  const { edits } = useBench()
  const text = useStore(edits.of(chat), (edit) => edit?.text ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const box = area.current
    if (!box || !edits.of(chat).getState()?.fresh) return
    edits.focused(chat)
    box.focus()
    box.setSelectionRange(box.value.length, box.value.length)
  }, [edits, chat])
  useLayoutEffect(() => {
    const box = area.current
    if (!box) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }, [text])

  const leave = (then: () => void) => {
    const pane = area.current?.closest('[data-chat-id]')
    then()
    pane?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }
  const save = () => {
    if (text.trim() !== '') leave(onSave)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') leave(onCancel)
    else if (event.key === 'Enter' && !event.shiftKey) save()
    else return
    event.preventDefault()
  }
  return (
    <div
      data-testid="inline-editor"
      className={`rounded-2xl border border-line-strong bg-raised shadow-card focus-within:border-accent ${className}`}
    >
      <textarea
        ref={area}
        aria-label={label}
        value={text}
        rows={1}
        dir="auto"
        onChange={(event) => edits.write(chat, event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-[40vh] w-full resize-none bg-transparent px-4 pt-2.5 pb-1 text-read outline-none"
      />
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5 px-2 pb-2">
        <p className="min-w-0 flex-1 basis-48 pl-2 text-xs text-muted">{note}</p>
        <div className="flex gap-1.5">
          <Button look="quiet" className="h-7" onClick={() => leave(onCancel)}>
            Cancel
          </Button>
          <Button look="primary" className="h-7" disabled={text.trim() === ''} onClick={save}>
            {saveLabel}
          </Button>
        </div>
      </div>
    </div>
  )
}
