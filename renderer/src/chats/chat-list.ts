import { createStore } from 'zustand/vanilla'
import { withoutVanished, withSummaries, type Summaries } from '../events/summaries'
import type { ChatId, ChatSummary, WorldId } from '../events/wire'
import type { Api } from './api'
import type { Frames } from './frames'

/** The summaries of every chat this window has heard of, painted at most once a frame. */
export class ChatList {
  readonly store = createStore<Summaries>(() => ({}))
  /** What this window has shown as read, ahead of the server's answer. */
  readonly #seen = new Map<ChatId, number>()
  readonly #next = new Map<WorldId, string>()
  readonly #api: Pick<Api, 'chats'>
  readonly #frames: Frames
  #latest: Summaries = {}

  constructor(api: Pick<Api, 'chats'>, frames: Frames) {
    this.#api = api
    this.#frames = frames
  }

  get(chat: ChatId): ChatSummary | undefined {
    return this.#latest[chat]
  }

  all(): readonly ChatSummary[] {
    return Object.values(this.#latest)
  }

  receive(...arrived: readonly ChatSummary[]): void {
    this.#set(
      withSummaries(
        this.#latest,
        arrived.map((summary) => this.#withSeen(summary)),
      ),
    )
  }

  /** Marks a chat read up to `seq` at once; true when that is news. */
  read(chat: ChatId, seq: number): boolean {
    const summary = this.#latest[chat]
    if (!summary || Math.max(summary.seenSeq, this.#seen.get(chat) ?? 0) >= seq) return false
    this.#seen.set(chat, seq)
    this.#set({ ...this.#latest, [chat]: { ...summary, seenSeq: seq } })
    return true
  }

  async load(world: WorldId): Promise<void> {
    const asked = new Set(this.all().map((chat) => chat.id))
    const page = await this.#api.chats(world, {})
    this.receive(...page.items)
    if (page.next === undefined) {
      this.#next.delete(world)
      this.#set(withoutVanished(this.#latest, world, asked, page.items))
    } else {
      this.#next.set(world, page.next)
    }
  }

  hasMore(world: WorldId): boolean {
    return this.#next.has(world)
  }

  async loadMore(world: WorldId): Promise<void> {
    const after = this.#next.get(world)
    if (after === undefined) return
    const page = await this.#api.chats(world, { after })
    if (page.next === undefined) this.#next.delete(world)
    else this.#next.set(world, page.next)
    this.receive(...page.items)
  }

  async loadTrash(world: WorldId): Promise<void> {
    this.receive(...(await this.#api.chats(world, { trash: true })).items)
  }

  #withSeen(summary: ChatSummary): ChatSummary {
    const seen = this.#seen.get(summary.id)
    if (seen === undefined) return summary
    if (summary.seenSeq >= seen) {
      this.#seen.delete(summary.id)
      return summary
    }
    return { ...summary, seenSeq: seen }
  }

  #set(next: Summaries): void {
    if (next === this.#latest) return
    this.#latest = next
    this.#frames.soon(this.#publish)
  }

  readonly #publish = (): void => this.store.setState(this.#latest, true)
}
