import { useState } from 'react'
import { useStore } from 'zustand'
import type { Drafts } from '../../chats/drafts'
import { spreadOut } from '../../events/tool-words'
import type { ToolCallId } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { FormError } from '../../parts/field'

type Form = 'reason' | 'arguments'

interface OpenForm {
  readonly form: Form
  /** Opened just now, so that one writes in it; not found as it was left. */
  readonly fresh: boolean
}

const draftOf = (form: Form, id: ToolCallId) => `${form}:${id}` as const

/** Which form of a card is open: at first the one in which something was left. Closing it drops what it has. */
export function useApprovalForm(id: ToolCallId): [OpenForm | undefined, (form: Form | undefined) => void] {
  const { drafts } = useBench()
  const [open, setOpen] = useState<OpenForm | undefined>(() => {
    const left = (['arguments', 'reason'] as const).find(
      (form) => drafts.of(draftOf(form, id)).getState().text !== '',
    )
    return left && { form: left, fresh: false }
  })
  return [
    open,
    (form) => {
      forgetForms(drafts, id)
      setOpen(form && { form, fresh: true })
    },
  ]
}

export function forgetForms(drafts: Drafts, id: ToolCallId): void {
  drafts.write(draftOf('reason', id), '')
  drafts.write(draftOf('arguments', id), '')
}

interface ReasonProps {
  id: ToolCallId
  fresh: boolean
  onDeny: (reason: string) => void
}

export function ReasonForm({ id, fresh, onDeny }: ReasonProps) {
  const { drafts } = useBench()
  const draft = draftOf('reason', id)
  const { text } = useStore(drafts.of(draft))
  return (
    <form
      className="mt-3 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onDeny(text.trim())
      }}
    >
      <input
        autoFocus={fresh}
        className="field min-w-0 flex-1"
        aria-label="Why it is denied"
        placeholder="Why not? The agent is told."
        maxLength={10_000}
        value={text}
        onChange={(event) => drafts.write(draft, event.target.value)}
      />
      <Button look="danger" type="submit" className="h-9">
        Deny with this
      </Button>
    </form>
  )
}

interface ArgumentsProps {
  id: ToolCallId
  fresh: boolean
  given: string
  refused: string | undefined
  onAllow: (given: string) => void
  onCancel: () => void
}

export function ArgumentsForm({ id, fresh, given, refused, onAllow, onCancel }: ArgumentsProps) {
  const { drafts } = useBench()
  const draft = draftOf('arguments', id)
  const [text, setText] = useState(() => drafts.of(draft).getState().text || spreadOut(given))
  return (
    <form
      className="mt-3 space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        onAllow(text)
      }}
    >
      <textarea
        autoFocus={fresh}
        className="field code block field-sizing-content max-h-60 resize-y"
        aria-label="Arguments, as JSON"
        aria-invalid={refused !== undefined}
        spellCheck={false}
        dir="ltr"
        rows={3}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          drafts.write(draft, event.target.value)
        }}
      />
      <FormError error={refused} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit">
          Allow with these
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
