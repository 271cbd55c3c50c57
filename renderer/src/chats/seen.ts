import type { ChatId } from '../events/wire'
import type { Api } from './api'
import type { ChatList } from './chat-list'
import type { Frames } from './frames'

/** Tells the server what a person has read: only what was on screen in a focused window, and only ever forward. */
export class Seen {
  readonly #api: Pick<Api, 'seen'>
  readonly #list: ChatList
  readonly #attentive: () => boolean
  readonly #frames: Frames

  constructor(api: Pick<Api, 'seen'>, list: ChatList, attentive: () => boolean, frames: Frames) {
    this.#api = api
    this.#list = list
    this.#attentive = attentive
    this.#frames = frames
  }

  /** The chat is on screen up to `seq`. */
  shown(chat: ChatId, seq: number): void {
    if (!this.#attentive()) return
    const summary = this.#list.get(chat)
    if (!summary || summary.newsSeq <= summary.seenSeq) return
    // The list may be behind the chat or ahead of it; only what is really on screen counts.
    if (this.#list.read(chat, seq)) {
      this.#frames.after(() => void this.#api.seen(chat, seq).catch(() => undefined))
    }
  }
}

export function windowIsAttended(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}
