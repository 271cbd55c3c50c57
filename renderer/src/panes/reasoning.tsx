import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Chevron } from '../parts/icons'
import { GrowingMarkdown, Markdown } from '../parts/markdown/markdown'
import { seconds, useSecondsSince } from '../parts/times'

/** Reasoning of a finished message: folded. */
export function Reasoning({ text }: { text: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Fold label="Thought" open={open} onToggle={() => setOpen(!open)}>
      {open && <Markdown text={text} />}
    </Fold>
  )
}

interface LiveProps {
  text: string
  /** The answer itself has begun. */
  done: boolean
  startedAt: string
}

/** Reasoning as it comes, with how long it took. */
export function LiveReasoning({ text, done, startedAt }: LiveProps) {
  const [open, setOpen] = useState(false)
  const now = useSecondsSince(startedAt)
  const took = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (done) took.current ??= now
  }, [done, now])
  const label = done ? `Thought for ${seconds(took.current ?? now)}` : `Thinking… ${seconds(now)}`
  return (
    <Fold label={label} live={!done} open={open} onToggle={() => setOpen(!open)}>
      {open && <GrowingMarkdown text={text} />}
    </Fold>
  )
}

interface FoldProps {
  label: string
  live?: boolean
  open: boolean
  onToggle: () => void
  children: ReactNode
}

function Fold({ label, live = false, open, onToggle, children }: FoldProps) {
  return (
    <div className="mb-2">
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className={`-ml-1.5 inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-sm text-muted tabular-nums hover:bg-hover hover:text-ink ${live ? 'moves-breathe' : ''}`}
      >
        <Chevron className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
        {label}
      </button>
      {open && (
        <div className="mt-1.5 border-l-2 border-line pl-4 text-muted [&_.prose]:text-sm">{children}</div>
      )}
    </div>
  )
}
