import { useState, type ReactNode } from 'react'
import type { SendMode } from '../events/wire'
import { Button } from '../parts/button'

/** From how many agents on one is asked before all of them are. */
const MANY = 5

interface Props {
  text: string
  /** How many agents the text would call. */
  answering: number
  onAgree: (mode: SendMode) => void
}

interface Crowd {
  /** Whether the person is asked before this is sent. */
  readonly asksBefore: (mode: SendMode) => boolean
  readonly question: ReactNode
}

/** Asks once before a message starts many agents at once; the question is about the text it was asked for. */
export function useCrowd({ text, answering, onAgree }: Props): Crowd {
  const [agreed, setAgreed] = useState(false)
  const [asked, setAsked] = useState<{ readonly text: string; readonly mode: SendMode }>()
  const needed = answering >= MANY && !agreed
  const asksBefore = (mode: SendMode) => {
    if (needed) setAsked({ text, mode })
    return needed
  }
  const question = needed && asked?.text === text && (
    <div
      role="group"
      aria-label="Ask everyone?"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        setAsked(undefined)
      }}
      className="mb-2 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 text-sm"
    >
      <span role="alert" className="min-w-0 flex-1">
        This names nobody, so all {answering} agents will answer. Begin with @ to ask one.
      </span>
      <Button onClick={() => setAsked(undefined)}>Not yet</Button>
      <Button
        look="primary"
        autoFocus
        onClick={() => {
          setAgreed(true)
          setAsked(undefined)
          onAgree(asked.mode)
        }}
      >
        Ask all {answering}
      </Button>
    </div>
  )
  return { asksBefore, question }
}
