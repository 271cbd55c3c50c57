import type { ChatId, MessageId } from '../events/wire'

/** Where a transcript was left: at its end, or with this message's top so many pixels below the upper edge. */
export type Place = 'end' | { readonly message: MessageId; readonly offset: number }

/** Remembers, for as long as the window lives, where each chat was left. */
export class Places {
  readonly #places = new Map<ChatId, Place>()

  of(chat: ChatId): Place {
    return this.#places.get(chat) ?? 'end'
  }

  leave(chat: ChatId, place: Place): void {
    if (place === 'end') this.#places.delete(chat)
    else this.#places.set(chat, place)
  }
}
