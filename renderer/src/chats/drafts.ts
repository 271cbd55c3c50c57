import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId, QuestionId, ToolCallId, WorldId } from '../events/wire'
import type { Diagnostics } from './diagnostics'

export interface Draft {
  readonly text: string
  /** Why the text came back, in plain words. */
  readonly error?: string
}

/**
 * A draft belongs to a chat, to the chat that a world's start page is about to make, to a question of a chat, or to an
 * approval: why it is denied, or the arguments to run it with.
 */
export type DraftOwner =
  ChatId | `world:${WorldId}` | `question:${QuestionId}` | `reason:${ToolCallId}` | `arguments:${ToolCallId}`

export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const EMPTY: Draft = { text: '' }
const KEY = 'carillon.draft.'

/** What was typed and not sent. Survives switching and restart. */
export class Drafts {
  readonly #keep: Keep
  readonly #diagnostics: Diagnostics
  readonly #stores = new Map<DraftOwner, StoreApi<Draft>>()

  constructor(keep: Keep, diagnostics: Diagnostics) {
    this.#keep = keep
    this.#diagnostics = diagnostics
  }

  of(owner: DraftOwner): StoreApi<Draft> {
    let store = this.#stores.get(owner)
    if (!store) {
      const text = this.#keep.getItem(KEY + owner)
      store = createStore<Draft>(() => (text ? { text } : EMPTY))
      this.#stores.set(owner, store)
    }
    return store
  }

  write(owner: DraftOwner, text: string): void {
    this.of(owner).setState({ text }, true)
    this.#save(owner, text)
  }

  /** Gives a refused text back, in front of whatever was typed meanwhile. */
  giveBack(owner: DraftOwner, text: string, error: string): void {
    const typed = this.of(owner).getState().text
    const both = typed === '' ? text : `${text}\n\n${typed}`
    this.of(owner).setState({ text: both, error }, true)
    this.#save(owner, both)
  }

  #save(owner: DraftOwner, text: string): void {
    try {
      if (text === '') this.#keep.removeItem(KEY + owner)
      else this.#keep.setItem(KEY + owner, text)
    } catch (error) {
      this.#diagnostics.dropped('storage', `draft not kept: ${String(error)}`)
    }
  }
}
