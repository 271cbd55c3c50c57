import { useEffect, useState } from 'react'
import type { TurnOutcome } from '../events/wire'

const ENDED: Readonly<Record<TurnOutcome, string>> = {
  answered: 'Answer complete',
  stopped: 'Stopped',
  failed: 'The turn failed',
  interrupted: 'The turn was interrupted',
  limited: 'The turn reached its limit',
}

interface Props {
  running: boolean
  /** What the turn waits for from the person. */
  waits: 'approval' | 'answer' | undefined
  outcome: TurnOutcome | undefined
}

/** Tells a screen reader when a turn begins, asks and ends, and nothing in between. */
export function Announcer({ running, waits, outcome }: Props) {
  const [ranHere, setRanHere] = useState(running)
  useEffect(() => {
    if (running) setRanHere(true)
  }, [running])
  const words = waits ? `Needs your ${waits}` : running ? 'Answering' : outcome && ENDED[outcome]
  return (
    <p aria-live="polite" className="sr-only">
      {ranHere && words}
    </p>
  )
}
