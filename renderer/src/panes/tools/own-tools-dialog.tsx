import { useState, type FormEvent } from 'react'
import type { OwnToolsChange } from '../../chats/api'
import { inWords } from '../../chats/http'
import type { ChatId, OwnTools, ToolMode } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Dialog } from '../../parts/dialog'
import { FormError } from '../../parts/field'
import { CopyChanges } from './copy-changes'
import { OwnModeChoice } from './mode-choice'

interface Props {
  chat: ChatId
  own: OwnTools
  onClose: () => void
}

/** What agents may do in this chat, and where. Only what was changed here is sent. */
export function OwnToolsDialog({ chat, own, onClose }: Props) {
  const { api } = useBench()
  const [picked, setPicked] = useState<{ readonly mode: ToolMode | undefined }>()
  const [copied, setCopied] = useState<boolean>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const mode = picked ? picked.mode : own.mode
  const ownCopy = copied ?? own.ownCopy
  const losing = own.ownCopy && !ownCopy

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const change: OwnToolsChange = {
      ...(mode !== own.mode && { mode: mode ?? null }),
      ...(ownCopy !== own.ownCopy && { ownCopy }),
    }
    setBusy(true)
    setError(undefined)
    try {
      if (Object.keys(change).length > 0) await api.changeTools(chat, change)
      onClose()
    } catch (failure) {
      setError(inWords(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Tools of this chat" className="max-w-2xl" onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="space-y-4 px-5 pb-5">
        <OwnModeChoice
          label="What agents may do in this chat"
          mode={mode}
          onChange={(mode) => setPicked({ mode })}
        />
        <p className="text-sm text-muted">It may be less than the world allows, and is never more.</p>
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            role="switch"
            aria-checked={ownCopy}
            aria-label="Work in a private copy of the workspace"
            aria-describedby={`${chat}-copy-means`}
            className="mt-1 accent-accent"
            checked={ownCopy}
            onChange={(event) => setCopied(event.target.checked)}
          />
          <span>
            <span className="block font-medium">Work in a private copy of the workspace</span>
            <span id={`${chat}-copy-means`} className="block text-muted">
              Nothing that agents change in it reaches the workspace until you merge it.
            </span>
          </span>
        </label>
        {own.ownCopy && <CopyChanges chat={chat} />}
        {losing && (
          <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-red">
            Delete the copy? What was not merged is lost.
          </p>
        )}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look={losing ? 'danger' : 'primary'} type="submit" disabled={busy}>
            {losing ? 'Save and delete the copy' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
