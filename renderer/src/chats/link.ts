import { createStore } from 'zustand/vanilla'

/** How this window stands with the server. */
export type LinkState = 'connecting' | 'lost' | 'catching-up' | 'caught-up' | 'live'

const SAY_CAUGHT_UP_MS = 2_500

export class Link {
  readonly store = createStore<LinkState>(() => 'connecting')
  #lostBefore = false

  opened(): void {
    this.store.setState(this.#lostBefore ? 'catching-up' : 'live', true)
  }

  lost(): void {
    this.#lostBefore = true
    this.store.setState('lost', true)
  }

  caughtUp(): void {
    if (this.store.getState() !== 'catching-up') return
    this.#lostBefore = false
    this.store.setState('caught-up', true)
    setTimeout(() => {
      if (this.store.getState() === 'caught-up') this.store.setState('live', true)
    }, SAY_CAUGHT_UP_MS)
  }
}
