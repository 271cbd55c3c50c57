import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId, MessageId } from '../events/wire'
import type { Diagnostics } from './diagnostics'
import type { Keep } from './drafts'
import { newMessageId } from './message-ids'

/** A message whose text a person is changing. */
export interface Edit {
  readonly message: MessageId
  /** Whether it still waited when the person began. */
  readonly of: 'queued' | 'sent'
  readonly text: string
  /** What the changed message will be sent as; each text has its own. */
  readonly id: MessageId
  /** Just begun: the field is to take the focus. */
  readonly fresh: boolean
}

const KEY = 'carillon.edit.'

/** One edit a chat, which stays while one looks elsewhere, and over a restart. */
export class Edits {
  readonly #keep: Keep
  readonly #diagnostics: Diagnostics
  readonly #stores = new Map<ChatId, StoreApi<Edit | undefined>>()

  constructor(keep: Keep, diagnostics: Diagnostics) {
    this.#keep = keep
    this.#diagnostics = diagnostics
  }

  of(chat: ChatId): StoreApi<Edit | undefined> {
    let store = this.#stores.get(chat)
    if (!store) this.#stores.set(chat, (store = createStore<Edit | undefined>(() => this.#kept(chat))))
    return store
  }

  begin(chat: ChatId, message: MessageId, of: Edit['of'], text: string): void {
    this.#put(chat, { message, of, text, id: newMessageId(), fresh: true })
  }

  write(chat: ChatId, text: string): void {
    const edit = this.of(chat).getState()
    if (edit) this.#put(chat, { ...edit, text, id: newMessageId() })
  }

  focused(chat: ChatId): void {
    this.of(chat).setState((edit) => edit && { ...edit, fresh: false }, true)
  }

  /** Ends the edit of this message, and no other that was begun meanwhile. */
  end(chat: ChatId, message: MessageId): void {
    if (this.of(chat).getState()?.message === message) this.#put(chat, undefined)
  }

  #put(chat: ChatId, edit: Edit | undefined): void {
    this.of(chat).setState(edit, true)
    try {
      if (edit) this.#keep.setItem(KEY + chat, JSON.stringify({ ...edit, fresh: false }))
      else this.#keep.removeItem(KEY + chat)
    } catch (error) {
      this.#diagnostics.dropped('storage', `edit not kept: ${String(error)}`)
    }
  }

  #kept(chat: ChatId): Edit | undefined {
    const kept = this.#keep.getItem(KEY + chat)
    if (!kept) return undefined
    try {
      return JSON.parse(kept) as Edit
    } catch {
      this.#diagnostics.dropped('storage', `edit of ${chat} unreadable`)
      return undefined
    }
  }
}
