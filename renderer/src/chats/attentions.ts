import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Attention, ChatId, ToolCallId, WorldId } from '../events/wire'
import type { Api } from './api'
import { inWords } from './http'

export interface Waiting {
  readonly loaded: boolean
  /** The longest first. */
  readonly items: readonly Attention[]
  /** Why it may not be what waits now. */
  readonly error?: string
}

/** What waits for a person in the chats of a world, kept current while somebody looks at it. */
export class Attentions {
  readonly #api: Pick<Api, 'attention'>
  readonly #stores = new Map<WorldId, StoreApi<Waiting>>()
  /** By how many it is looked at. */
  readonly #followed = new Map<WorldId, number>()
  readonly #loading = new Set<WorldId>()
  readonly #outdated = new Set<WorldId>()

  constructor(api: Pick<Api, 'attention'>) {
    this.#api = api
  }

  of(world: WorldId): StoreApi<Waiting> {
    let store = this.#stores.get(world)
    if (!store) {
      store = createStore<Waiting>(() => ({ loaded: false, items: [] }))
      this.#stores.set(world, store)
    }
    return store
  }

  /** Somebody looks, until they call what they get. */
  follow(world: WorldId): () => void {
    this.#followed.set(world, (this.#followed.get(world) ?? 0) + 1)
    this.changed(world)
    return () => {
      const others = (this.#followed.get(world) ?? 1) - 1
      if (others > 0) this.#followed.set(world, others)
      else this.#followed.delete(world)
    }
  }

  /** Something waits since, or no longer. However often that is said while an answer is under way, it is asked once more. */
  changed(world: WorldId): void {
    if (!this.#followed.has(world)) return
    this.#outdated.add(world)
    if (!this.#loading.has(world)) void this.#load(world)
  }

  changedAnywhere(): void {
    for (const world of this.#followed.keys()) this.changed(world)
  }

  /** The person answered this one here. */
  settled(world: WorldId, chat: ChatId, approval: ToolCallId): void {
    this.of(world).setState((waiting) => ({
      ...waiting,
      items: waiting.items.map((item) =>
        item.chatId === chat
          ? { ...item, approvals: item.approvals.filter(({ id }) => id !== approval) }
          : item,
      ),
    }))
  }

  async #load(world: WorldId): Promise<void> {
    this.#loading.add(world)
    while (this.#outdated.delete(world)) {
      try {
        const items = await this.#api.attention(world)
        this.of(world).setState({ loaded: true, items }, true)
      } catch (error) {
        this.of(world).setState((waiting) => ({ ...waiting, error: inWords(error) }), true)
      }
    }
    this.#loading.delete(world)
  }
}
