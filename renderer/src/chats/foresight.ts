import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId } from '../events/wire'
import type { Watching } from './watching'

/** A pointer that only crosses a row has left it by then. */
const REST_MS = 40

/**
 * Guesses from where the pointer or the focus rests which chat is opened next, so that it is there when it is. A guess
 * fetches and follows, and shows, marks and changes nothing. There is one at a time; the store has it once it counts.
 */
export class Foresight {
  readonly store: StoreApi<{ readonly guess: ChatId | undefined }> = createStore(() => ({ guess: undefined }))
  readonly #watching: Pick<Watching, 'expect'>
  #guess: ChatId | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(watching: Pick<Watching, 'expect'>) {
    this.#watching = watching
  }

  /** The pointer or the focus came to what opens this chat. */
  at(chat: ChatId): void {
    if (this.#guess === chat) return
    clearTimeout(this.#timer)
    this.#guess = chat
    this.store.setState({ guess: undefined })
    this.#timer = setTimeout(() => {
      this.#watching.expect(chat)
      this.store.setState({ guess: chat })
    }, REST_MS)
  }

  /** It went away. */
  off(chat: ChatId): void {
    if (this.#guess !== chat) return
    clearTimeout(this.#timer)
    this.#guess = undefined
    this.#watching.expect(undefined)
    this.store.setState({ guess: undefined })
  }
}
