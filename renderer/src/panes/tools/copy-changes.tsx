import { useCallback, useEffect, useState } from 'react'
import type { Merge } from '../../chats/api'
import { inWords } from '../../chats/http'
import { outputText } from '../../events/plain-text'
import type { ChatId } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { FormError } from '../../parts/field'
import { DiffCounts, DiffView } from '../../parts/tools/diff-view'

const OUTCOMES: Readonly<Record<Merge['outcome'], string>> = {
  merged: 'Merged: the workspace has these changes now.',
  nothing: 'There was nothing to merge.',
  conflict: 'Not merged, and nothing was changed: the workspace differs where the copy changed it.',
}
const MOVED: Said = {
  words: 'The copy has changed meanwhile. This is how it is now: look, then merge.',
  tone: 'muted',
}

interface Said {
  readonly words: string
  readonly tone: 'accent' | 'muted' | 'red'
  /** What the server says besides. */
  readonly detail?: string
}

/** What a chat changed in its copy of the workspace. What is merged is what was shown. */
export function CopyChanges({ chat }: { chat: ChatId }) {
  const { api } = useBench()
  const [diff, setDiff] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>()
  const [error, setError] = useState<string>()

  const run = useCallback(async (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    setSaid(undefined)
    try {
      await work()
    } catch (failure) {
      setError(inWords(failure))
    } finally {
      setBusy(false)
    }
  }, [])
  const look = useCallback(() => run(async () => setDiff(await api.changes(chat))), [run, api, chat])
  useEffect(() => void look(), [look])

  const merge = () =>
    run(async () => {
      const now = await api.changes(chat)
      setDiff(now)
      if (now !== diff) {
        setSaid(MOVED)
        return
      }
      setSaid(saidOf(await api.merge(chat)))
      setDiff(await api.changes(chat))
    })
  return (
    <section aria-label="Changes" className="space-y-2">
      <div className="flex items-center gap-3">
        <h3 className="text-sm font-medium">Changes</h3>
        {diff && <DiffCounts text={diff} />}
        <span className="flex-1" />
        <Button look="quiet" disabled={busy} onClick={() => void look()}>
          Look again
        </Button>
        <Button disabled={busy || !diff} onClick={() => void merge()}>
          Merge
        </Button>
      </div>
      {diff === '' && <p className="text-sm text-muted">The copy has no changes to merge.</p>}
      {diff && (
        <div className="overflow-hidden rounded-lg border border-line bg-sunken text-sm">
          <DiffView text={diff} label="What the chat changed in its copy" />
        </div>
      )}
      <div role="status" className="text-sm">
        {said && <p className={TONES[said.tone]}>{said.words}</p>}
        {said?.detail && (
          <p className="wrap-anywhere whitespace-pre-wrap text-muted">{outputText(said.detail)}</p>
        )}
      </div>
      <FormError error={error} />
    </section>
  )
}

const TONES: Readonly<Record<Said['tone'], string>> = {
  accent: 'text-accent',
  muted: 'text-muted',
  red: 'text-red',
}

function saidOf({ outcome, detail }: Merge): Said {
  const tone = outcome === 'merged' ? 'accent' : outcome === 'conflict' ? 'red' : 'muted'
  return { words: OUTCOMES[outcome], tone, ...(detail !== undefined && { detail }) }
}
