import { createStore } from 'zustand/vanilla'

export interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly action?: { readonly label: string; readonly run: () => void }
}

const SHOWN_MS = 8_000

/** Short messages at the edge of the window, which leave by themselves. */
export class Notices {
  readonly store = createStore<readonly Notice[]>(() => [])
  #nextId = 1

  say(text: string, options: { tone?: Notice['tone']; action?: Notice['action'] } = {}): void {
    const { tone = 'plain', action } = options
    const notice = { id: this.#nextId++, text, tone, ...(action && { action }) }
    this.store.setState((notices) => [...notices.slice(-2), notice], true)
    setTimeout(() => this.dismiss(notice.id), SHOWN_MS)
  }

  dismiss(id: number): void {
    this.store.setState((notices) => notices.filter((notice) => notice.id !== id), true)
  }
}
