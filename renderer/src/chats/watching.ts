import { paused, reduce, resumed, startedOver } from '../events/reduce'
import { viewOf, withOlder, withoutOldest } from '../events/view'
import type { ChatEvent, ChatId, LiveFrame, Snapshot } from '../events/wire'
import type { Api } from './api'
import { backOffMs } from './back-off'
import type { ChatStores } from './chat-stores'
import type { Diagnostics } from './diagnostics'
import { Problem } from './http'
import type { ToServer } from './live'
import type { Places } from './places'

export interface WatchingParts {
  readonly api: Pick<Api, 'snapshot'>
  readonly stores: ChatStores
  readonly places: Pick<Places, 'of'>
  readonly diagnostics: Diagnostics
  readonly send: (message: ToServer) => void
  readonly onSnapshot: (chat: ChatId, snapshot: Snapshot) => void
  /** Live, or what was missed and comes on catching up. */
  readonly onEvent: (event: ChatEvent, live: boolean) => void
  /** Every watched chat is live again. */
  readonly onCaughtUp: () => void
  readonly most?: number
  readonly mostFollowed?: number
}

interface Watch {
  id: string
  /** Seq at which the last gap was found; twice at the same place means the log cannot be replayed from here. */
  gapAt: number
}

const MOST = 30
const MOST_FOLLOWED = 4
/** A chat that is not on screen keeps this many messages, and is cut back to them when it has twice as many. */
const KEPT_MESSAGES = 100

/**
 * Which chats this window knows and which of them it follows. The last few that were opened are followed, and the one
 * that is expected to be opened next, each into its own store; others rest as they were left, and catch up when they
 * are opened. So a window pays for the words it shows, however many chats write.
 */
export class Watching {
  readonly #parts: WatchingParts
  /** Least recently opened first. */
  readonly #recent = new Set<ChatId>()
  readonly #watches = new Map<ChatId, Watch>()
  readonly #loading = new Map<ChatId, number>()
  readonly #behind = new Set<ChatId>()
  /** On screen, and in how many panes. */
  readonly #shown = new Map<ChatId, number>()
  #expected: ChatId | undefined
  #nextId = 1

  constructor(parts: WatchingParts) {
    this.#parts = parts
  }

  /** A pane shows this chat, until it calls what it gets. */
  open(chat: ChatId): () => void {
    this.#shown.set(chat, (this.#shown.get(chat) ?? 0) + 1)
    this.#recent.delete(chat)
    this.#makeRoom()
    this.#recent.add(chat)
    this.#restOthers()
    const { phase } = this.#parts.stores.latest(chat)
    if (phase === 'missing' || phase === 'damaged') this.#parts.stores.change(chat, { phase: 'loading' })
    this.#follow(chat)
    return () => this.#close(chat)
  }

  /** The person may open this chat next: it is followed until another is expected, or none. */
  expect(chat: ChatId | undefined): void {
    const before = this.#expected
    if (chat === before) return
    this.#expected = chat
    if (before !== undefined && !this.#followed().has(before)) this.#loading.delete(before)
    if (chat !== undefined && !this.#recent.has(chat)) {
      this.#makeRoom()
      const others = [...this.#recent]
      this.#recent.clear()
      // The next one to be let go of, since nobody has opened it.
      for (const each of [chat, ...others]) this.#recent.add(each)
    }
    this.#restOthers()
    if (chat !== undefined) this.#follow(chat)
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
    for (const chat of this.#followed()) {
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

  receive(frame: Exclude<LiveFrame, { type: 'summary' | 'world' | 'store' }>): void {
    if (frame.type === 'event') this.#receiveEvent(frame.event)
    else this.#receiveAnswer(frame)
  }

  #receiveEvent(event: ChatEvent): void {
    const watch = this.#watches.get(event.chatId)
    if (!watch) {
      // What was under way when a chat was laid to rest comes again when it is followed again.
      if (this.#recent.has(event.chatId)) return
      this.#parts.diagnostics.dropped('not-watched', `${event.kind} of ${event.chatId}`)
      return
    }
    const before = this.#parts.stores.latest(event.chatId).view
    const after = this.#parts.stores.changeView(event.chatId, (view) => reduce(view, event))
    if (after.gap && !before.gap) this.#mend(event.chatId, watch, after.seq)
    if (after.messages.length > before.messages.length) this.#lighten(event.chatId)
    this.#parts.onEvent(event, !this.#behind.has(event.chatId))
  }

  #receiveAnswer(frame: Exclude<LiveFrame, { type: 'event' | 'summary' | 'world' | 'store' }>): void {
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
        else if (frame.code === 'storage-damaged') this.#parts.stores.change(chat, { phase: 'damaged' })
        else if (frame.code === 'bad-cursor') void this.#load(chat)
        else this.#parts.diagnostics.dropped('not-watched', `watch of ${chat} refused: ${frame.code}`)
    }
  }

  #close(chat: ChatId): void {
    const panes = (this.#shown.get(chat) ?? 1) - 1
    if (panes > 0) this.#shown.set(chat, panes)
    else this.#shown.delete(chat)
    this.#lighten(chat)
  }

  /** Nobody looks at the chat, and whoever comes back begins at its end: the rest need not be kept here. */
  #lighten(chat: ChatId): void {
    if (this.#shown.has(chat) || this.#parts.places.of(chat) !== 'end') return
    this.#parts.stores.changeView(chat, (view) =>
      view.messages.length > 2 * KEPT_MESSAGES ? withoutOldest(view, KEPT_MESSAGES) : view,
    )
  }

  #makeRoom(): void {
    for (const oldest of this.#recent) {
      if (this.#recent.size < (this.#parts.most ?? MOST)) break
      this.#letGo(oldest)
    }
  }

  #follow(chat: ChatId): void {
    const { phase } = this.#parts.stores.latest(chat)
    if (phase === 'loading') {
      if (!this.#loading.has(chat)) void this.#load(chat)
    } else if (phase === 'ready' && !this.#watches.has(chat)) this.#watch(chat)
  }

  #followed(): ReadonlySet<ChatId> {
    const recent = [...this.#recent]
    const last = recent.slice(-(this.#parts.mostFollowed ?? MOST_FOLLOWED))
    return new Set([...last, ...recent.filter((chat) => this.#shown.has(chat) || chat === this.#expected)])
  }

  #restOthers(): void {
    const followed = this.#followed()
    const resting = [...this.#watches.keys()].filter((chat) => !followed.has(chat))
    if (resting.length === 0) return
    for (const chat of resting) {
      this.#watches.delete(chat)
      this.#settle(chat)
      this.#parts.stores.changeView(chat, paused)
    }
    this.#parts.send({ unwatch: resting })
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
        // Before it is followed: what that brings may ask for the next one.
        this.#loading.delete(chat)
        this.#parts.stores.changeView(chat, () => viewOf(snapshot))
        this.#parts.stores.change(chat, { phase: 'ready' })
        this.#parts.onSnapshot(chat, snapshot)
        if (this.#followed().has(chat)) this.#watch(chat)
        else this.#parts.stores.changeView(chat, paused)
        return
      } catch (error) {
        if (superseded()) return
        const phase = lastWord(error)
        if (phase) {
          this.#loading.delete(chat)
          this.#parts.stores.change(chat, { phase })
          return
        }
        await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, 400, 8_000)))
        if (superseded()) return
      }
    }
  }
}

/** What asking again would not change. */
function lastWord(error: unknown): 'missing' | 'damaged' | undefined {
  if (!(error instanceof Problem)) return undefined
  if (error.status === 404) return 'missing'
  return error.code === 'storage-damaged' ? 'damaged' : undefined
}
