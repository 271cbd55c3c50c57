import { useStore } from 'zustand'
import { useBench } from '../parts/bench'

const HEADLINES = {
  'storage-full': 'The disk is full',
  'storage-unavailable': 'Nothing can be saved right now',
  'storage-damaged': 'The data file is damaged',
}

/** Over all chats while the store takes no writes: what is wrong, what to do, and what becomes of one's messages. */
export function StoreBanner() {
  const { state, detail } = useStore(useBench().store)
  if (state === 'ok') return null
  return (
    <div
      role="alert"
      data-testid="store-banner"
      data-state={state}
      className="z-30 shrink-0 border-b border-line bg-amber/15 px-4 py-2 text-sm"
    >
      <strong className="font-semibold">{HEADLINES[state] ?? 'Nothing can be saved right now'}</strong>{' '}
      <span>{detail}</span>{' '}
      <span className="text-muted">
        Chats can still be read. What you send stays in this window until it can be saved.
      </span>
    </div>
  )
}
