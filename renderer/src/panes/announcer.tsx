import { useEffect, useState } from 'react'
import type { TurnOutcome } from '../events/wire'

const ENDED: Readonly<Record<TurnOutcome, string>> = {
  answered: 'Answer complete',
  stopped: 'Stopped',
  failed: 'The turn failed',
  interrupted: 'The turn was interrupted',
  limited: 'The turn reached its limit',
}

/** Tells a screen reader when a turn begins and ends, and nothing in between. */
export function Announcer({ running, outcome }: { running: boolean; outcome: TurnOutcome | undefined }) {
  const [ranHere, setRanHere] = useState(running)
  useEffect(() => {
    if (running) setRanHere(true)
  }, [running])
  const words = running ? 'Answering' : outcome && ENDED[outcome]
  return (
    <p aria-live="polite" className="sr-only">
      {ranHere && words}
    </p>
  )
}
