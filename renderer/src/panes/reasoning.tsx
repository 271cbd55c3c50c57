import { useState } from 'react'
import type { MessageId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Chevron } from '../parts/icons'
import { Markdown } from '../parts/markdown/markdown'
import { seconds, useSecondsSince } from '../parts/times'

interface Props {
  message: MessageId
  text: string
  /** When it began, as long as it goes on. */
  since?: string
}

/** What a model thought before it answered: folded, with how long it took when that is known. */
export function Reasoning({ message, text, since }: Props) {
  const [open, setOpen] = useState(false)
  const live = since !== undefined
  return (
    <div className="mb-2">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={`-ml-1.5 inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-sm text-muted tabular-nums hover:bg-hover hover:text-ink ${live ? 'moves-breathe' : ''}`}
      >
        <Chevron className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
        {live ? <Thinking since={since} /> : <Thought message={message} />}
      </button>
      {open && (
        <div className="mt-1.5 border-l-2 border-line pl-4 text-muted [&_.prose]:text-sm">
          <Markdown text={text} live={live} />
        </div>
      )}
    </div>
  )
}

function Thinking({ since }: { since: string }) {
  return `Thinking… ${seconds(useSecondsSince(since))}`
}

function Thought({ message }: { message: MessageId }) {
  const { reasoningTimes } = useBench()
  const took = reasoningTimes.secondsOf(message)
  return took === undefined ? 'Thought' : `Thought for ${seconds(took)}`
}
