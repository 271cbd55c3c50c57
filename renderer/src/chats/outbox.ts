import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId, MessageId, SendMode } from '../events/wire'
import type { Api } from './api'
import { backOffMs } from './back-off'
import type { Diagnostics } from './diagnostics'
import type { Drafts, Keep } from './drafts'
import { inWords, Problem } from './http'
import { newMessageId } from './message-ids'

/** A message that the person sent and the chat's own log does not show yet. */
export interface Pending {
  readonly id: MessageId
  readonly text: string
  readonly mode: SendMode
  readonly at: string
  readonly state: 'sending' | 'retrying' | 'accepted'
}

export interface OutboxParts {
  readonly api: Pick<Api, 'send'>
  readonly drafts: Drafts
  readonly keep: Keep
  readonly diagnostics: Diagnostics
  readonly newId?: () => MessageId
  readonly waitMs?: (attempt: number) => number
}

const KEY = 'carillon.outbox'
const SERVER_ERRORS_BEFORE_GIVING_UP = 4
const NOTHING: readonly Pending[] = []

/**
 * Sends each message under the id it was given when the person pressed Enter, and repeats it under that id until the
 * server has answered. One line a chat: order holds within a chat, and no chat waits for another.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #stores = new Map<ChatId, StoreApi<readonly Pending[]>>()
  readonly #sending = new Set<ChatId>()
  readonly #waiting = new Set<() => void>()

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  of(chat: ChatId): StoreApi<readonly Pending[]> {
    let store = this.#stores.get(chat)
    if (!store) this.#stores.set(chat, (store = createStore<readonly Pending[]>(() => NOTHING)))
    return store
  }

  send(chat: ChatId, text: string, mode: SendMode = 'queue'): MessageId {
    const id = (this.#parts.newId ?? newMessageId)()
    this.#put(chat, [...this.#list(chat), { id, text, mode, at: new Date().toISOString(), state: 'sending' }])
    void this.#drain(chat)
    return id
  }

  /** The chat's log shows the message: it is no longer ours to show. */
  arrived(chat: ChatId, id: MessageId): void {
    const list = this.#list(chat)
    if (list.some((pending) => pending.id === id)) {
      this.#put(
        chat,
        list.filter((pending) => pending.id !== id),
      )
    }
  }

  /** Whatever waits to be sent again goes now: what stood in the way is gone. */
  tryNow(): void {
    for (const goOn of this.#waiting) goOn()
  }

  /** Takes up what a closed window had not got an answer for. */
  resume(): void {
    const kept = this.#parts.keep.getItem(KEY)
    if (!kept) return
    let chats: Record<ChatId, readonly Pending[]>
    try {
      chats = JSON.parse(kept) as Record<ChatId, readonly Pending[]>
    } catch {
      this.#parts.diagnostics.dropped('storage', 'outbox unreadable')
      return
    }
    for (const [chat, list] of Object.entries(chats) as [ChatId, readonly Pending[]][]) {
      this.#put(
        chat,
        list.map((pending) => ({ ...pending, state: 'sending' })),
      )
      void this.#drain(chat)
    }
  }

  async #drain(chat: ChatId): Promise<void> {
    if (this.#sending.has(chat)) return
    this.#sending.add(chat)
    try {
      for (let next; (next = this.#list(chat).find((pending) => pending.state !== 'accepted'));) {
        await this.#deliver(chat, next)
      }
    } finally {
      this.#sending.delete(chat)
    }
  }

  async #deliver(chat: ChatId, { id, text, mode }: Pending): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (!this.#list(chat).some((pending) => pending.id === id)) return
      try {
        await this.#parts.api.send(chat, id, text, mode)
        this.#mark(chat, id, 'accepted')
        return
      } catch (error) {
        if (isRefusal(error, attempt)) {
          this.#refuse(chat, id, text, inWords(error))
          return
        }
        this.#mark(chat, id, 'retrying')
        await this.#pause((this.#parts.waitMs ?? waitMs)(attempt))
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer)
        this.#waiting.delete(goOn)
        resolve()
      }
      const timer = setTimeout(goOn, ms)
      this.#waiting.add(goOn)
    })
  }

  #refuse(chat: ChatId, id: MessageId, text: string, why: string): void {
    if (!this.#list(chat).some((pending) => pending.id === id)) return
    this.arrived(chat, id)
    this.#parts.drafts.giveBack(chat, text, why)
  }

  #mark(chat: ChatId, id: MessageId, state: Pending['state']): void {
    this.#put(
      chat,
      this.#list(chat).map((pending) => (pending.id === id ? { ...pending, state } : pending)),
    )
  }

  #list(chat: ChatId): readonly Pending[] {
    return this.of(chat).getState()
  }

  #put(chat: ChatId, list: readonly Pending[]): void {
    this.of(chat).setState(list.length === 0 ? NOTHING : list, true)
    const unanswered = [...this.#stores].flatMap(([chat, store]) => {
      const open = store.getState().filter((pending) => pending.state !== 'accepted')
      return open.length > 0 ? [[chat, open] as const] : []
    })
    try {
      if (unanswered.length === 0) this.#parts.keep.removeItem(KEY)
      else this.#parts.keep.setItem(KEY, JSON.stringify(Object.fromEntries(unanswered)))
    } catch (error) {
      this.#parts.diagnostics.dropped('storage', `outbox not kept: ${String(error)}`)
    }
  }
}

function isRefusal(error: unknown, attempt: number): boolean {
  if (!(error instanceof Problem)) return false
  if (error.status === 401 || error.status === 429 || error.status === 503) return false
  return error.status < 500 || attempt + 1 >= SERVER_ERRORS_BEFORE_GIVING_UP
}

function waitMs(attempt: number): number {
  return backOffMs(attempt, 400, 8_000)
}
