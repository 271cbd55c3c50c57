import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useBench } from '../parts/bench'

const SLOW_START_MS = 1_200

/** A quiet line that says when this window is behind, and when it is not any more. */
export function ConnectionLine() {
  const link = useStore(useBench().link.store)
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_START_MS)
    return () => clearTimeout(timer)
  }, [])
  const words = {
    connecting: slow ? 'Connecting…' : '',
    lost: 'Reconnecting…',
    'catching-up': 'Catching up…',
    'caught-up': 'Caught up',
    live: '',
  }[link]
  return (
    <p
      data-testid="connection"
      data-link={link}
      aria-live="polite"
      className="pointer-events-none absolute inset-x-0 top-2.5 z-30 flex justify-center"
    >
      {words && (
        <span className="moves-rise inline-flex items-center gap-2 rounded-full bg-raised px-3 py-1 text-xs text-muted shadow-float">
          <span
            className={`size-1.5 rounded-full ${link === 'caught-up' ? 'bg-accent' : 'moves-breathe bg-amber'}`}
          />
          {words}
        </span>
      )}
    </p>
  )
}
