import { reduce, resumed, startedOver } from '../events/reduce'
import { viewOf, withOlder } from '../events/view'
import type { ChatEvent, ChatId, LiveFrame, Snapshot } from '../events/wire'
import type { Api } from './api'
import { backOffMs } from './back-off'
import type { ChatStores } from './chat-stores'
import type { Diagnostics } from './diagnostics'
import { Problem } from './http'
import type { ToServer } from './live'

export interface WatchingParts {
  readonly api: Pick<Api, 'snapshot'>
  readonly stores: ChatStores
  readonly diagnostics: Diagnostics
  readonly send: (message: ToServer) => void
  readonly onSnapshot: (chat: ChatId, snapshot: Snapshot) => void
  readonly onEvent: (event: ChatEvent) => void
  /** Every watched chat is live again. */
  readonly onCaughtUp: () => void
  readonly most?: number
}

interface Watch {
  id: string
  /** Seq at which the last gap was found; twice at the same place means the log cannot be replayed from here. */
  gapAt: number
}

const MOST = 30

/** Which chats this window follows: the most recently opened ones, each fed into its own store. */
export class Watching {
  readonly #parts: WatchingParts
  /** Least recently opened first. */
  readonly #recent = new Set<ChatId>()
  readonly #watches = new Map<ChatId, Watch>()
  readonly #loading = new Map<ChatId, number>()
  readonly #behind = new Set<ChatId>()
  #nextId = 1

  constructor(parts: WatchingParts) {
    this.#parts = parts
  }

  /** A pane shows this chat. */
  open(chat: ChatId): void {
    this.#recent.delete(chat)
    this.#recent.add(chat)
    for (const oldest of this.#recent) {
      if (this.#recent.size <= (this.#parts.most ?? MOST)) break
      this.#letGo(oldest)
    }
    const { phase } = this.#parts.stores.latest(chat)
    if (phase === 'missing') this.#parts.stores.change(chat, { phase: 'loading' })
    if (phase !== 'ready' && !this.#loading.has(chat)) void this.#load(chat)
  }

  async older(chat: ChatId): Promise<void> {
    const { view, phase, loadingOlder } = this.#parts.stores.latest(chat)
    if (phase !== 'ready' || loadingOlder || view.before === undefined) return
    const { before } = view
    this.#parts.stores.change(chat, { loadingOlder: true })
    try {
      const page = await this.#parts.api.snapshot(chat, before)
      this.#parts.stores.changeView(chat, (now) => (now.before === before ? withOlder(now, page) : now))
    } finally {
      if (this.#recent.has(chat)) this.#parts.stores.change(chat, { loadingOlder: false })
    }
  }

  /** The connection is open: follow everything again from where each chat stands. */
  connected(): void {
    this.#watches.clear()
    this.#behind.clear()
    for (const chat of this.#recent) {
      if (this.#parts.stores.latest(chat).phase === 'ready') this.#watch(chat)
    }
    if (this.#behind.size === 0) this.#parts.onCaughtUp()
  }

  /** Watches the most recent chat once more, which the server has to answer. */
  probe(): boolean {
    const chat = [...this.#watches.keys()].at(-1)
    if (chat) this.#watch(chat)
    return chat !== undefined
  }

  receive(frame: Exclude<LiveFrame, { type: 'summary' | 'world' }>): void {
    if (frame.type === 'event') this.#receiveEvent(frame.event)
    else this.#receiveAnswer(frame)
  }

  #receiveEvent(event: ChatEvent): void {
    const watch = this.#watches.get(event.chatId)
    if (!watch) {
      this.#parts.diagnostics.dropped('not-watched', `${event.kind} of ${event.chatId}`)
      return
    }
    const before = this.#parts.stores.latest(event.chatId).view
    const after = this.#parts.stores.changeView(event.chatId, (view) => reduce(view, event))
    if (after.gap && !before.gap) this.#mend(event.chatId, watch, after.seq)
    this.#parts.onEvent(event)
  }

  #receiveAnswer(frame: Exclude<LiveFrame, { type: 'event' | 'summary' | 'world' }>): void {
    const { chat } = frame
    if (this.#watches.get(chat)?.id !== frame.id) return
    switch (frame.type) {
      case 'watching':
        this.#parts.stores.changeView(chat, resumed)
        return
      case 'reset':
        this.#parts.stores.changeView(chat, startedOver)
        return
      case 'caught-up':
        this.#settle(chat)
        return
      case 'refused':
        this.#watches.delete(chat)
        this.#settle(chat)
        if (frame.code === 'chat-not-found') this.#parts.stores.change(chat, { phase: 'missing' })
        else if (frame.code === 'bad-cursor') void this.#load(chat)
        else this.#parts.diagnostics.dropped('not-watched', `watch of ${chat} refused: ${frame.code}`)
    }
  }

  #mend(chat: ChatId, watch: Watch, seq: number): void {
    if (watch.gapAt === seq) void this.#load(chat)
    else this.#watch(chat, seq)
  }

  #watch(chat: ChatId, gapAt = -1): void {
    const id = String(this.#nextId++)
    this.#watches.set(chat, { id, gapAt })
    this.#behind.add(chat)
    this.#parts.send({ watch: [{ chat, after: this.#parts.stores.latest(chat).view.seq, id }] })
  }

  #settle(chat: ChatId): void {
    if (this.#behind.delete(chat) && this.#behind.size === 0) this.#parts.onCaughtUp()
  }

  #letGo(chat: ChatId): void {
    this.#recent.delete(chat)
    this.#loading.delete(chat)
    this.#settle(chat)
    if (this.#watches.delete(chat)) this.#parts.send({ unwatch: [chat] })
    this.#parts.stores.forget(chat)
  }

  async #load(chat: ChatId): Promise<void> {
    const ticket = this.#nextId++
    this.#loading.set(chat, ticket)
    const superseded = () => this.#loading.get(chat) !== ticket
    for (let attempt = 0; ; attempt++) {
      try {
        const snapshot = await this.#parts.api.snapshot(chat)
        if (superseded()) return
        this.#parts.stores.changeView(chat, () => viewOf(snapshot))
        this.#parts.stores.change(chat, { phase: 'ready' })
        this.#parts.onSnapshot(chat, snapshot)
        this.#watch(chat)
        break
      } catch (error) {
        if (superseded()) return
        if (error instanceof Problem && error.status === 404) {
          this.#parts.stores.change(chat, { phase: 'missing' })
          break
        }
        await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, 400, 8_000)))
        if (superseded()) return
      }
    }
    this.#loading.delete(chat)
  }
}
