import type { ChatId } from '../events/wire'
import type { Watching } from './watching'

/** A pointer that only crosses a row has left it by then. */
const REST_MS = 40

/**
 * Guesses from where the pointer or the focus rests which chat is opened next, so that it is there when it is. A guess
 * fetches and follows, and shows, marks and changes nothing. There is one at a time.
 */
export class Foresight {
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
    this.#timer = setTimeout(() => this.#watching.expect(chat), REST_MS)
  }

  /** It went away. */
  off(chat: ChatId): void {
    if (this.#guess !== chat) return
    clearTimeout(this.#timer)
    this.#guess = undefined
    this.#watching.expect(undefined)
  }
}
