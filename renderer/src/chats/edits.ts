import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId, MessageId } from '../events/wire'
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

/** One edit a chat, which stays while one looks elsewhere. */
export class Edits {
  readonly #stores = new Map<ChatId, StoreApi<Edit | undefined>>()

  of(chat: ChatId): StoreApi<Edit | undefined> {
    let store = this.#stores.get(chat)
    if (!store) this.#stores.set(chat, (store = createStore<Edit | undefined>(() => undefined)))
    return store
  }

  begin(chat: ChatId, message: MessageId, of: Edit['of'], text: string): void {
    this.of(chat).setState({ message, of, text, id: newMessageId(), fresh: true }, true)
  }

  write(chat: ChatId, text: string): void {
    this.of(chat).setState((edit) => edit && { ...edit, text, id: newMessageId() }, true)
  }

  focused(chat: ChatId): void {
    this.of(chat).setState((edit) => edit && { ...edit, fresh: false }, true)
  }

  /** Ends the edit of this message, and no other that was begun meanwhile. */
  end(chat: ChatId, message: MessageId): void {
    this.of(chat).setState((edit) => (edit?.message === message ? undefined : edit), true)
  }
}
