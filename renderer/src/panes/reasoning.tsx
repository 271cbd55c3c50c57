import { useState, type ReactNode } from 'react'
import type { MessageId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Chevron } from '../parts/icons'
import { GrowingMarkdown, Markdown } from '../parts/markdown/markdown'
import { seconds, useSecondsSince } from '../parts/times'

interface Props {
  message: MessageId
  text: string
}

/** Reasoning that is over: folded, with how long it took when that is known. */
export function Reasoning({ message, text }: Props) {
  const { reasoningTimes } = useBench()
  const [open, setOpen] = useState(false)
  const took = reasoningTimes.secondsOf(message)
  return (
    <Fold
      label={took === undefined ? 'Thought' : `Thought for ${seconds(took)}`}
      open={open}
      onToggle={() => setOpen(!open)}
    >
      {open && <Markdown text={text} />}
    </Fold>
  )
}

/** Reasoning as it comes. */
export function LiveReasoning({ text, startedAt }: { text: string; startedAt: string }) {
  const [open, setOpen] = useState(false)
  const label = `Thinking… ${seconds(useSecondsSince(startedAt))}`
  return (
    <Fold label={label} live open={open} onToggle={() => setOpen(!open)}>
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
