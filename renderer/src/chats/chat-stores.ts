import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyView, type ChatView } from '../events/view'
import type { ChatId } from '../events/wire'
import type { Frames } from './frames'

export interface OpenChat {
  readonly view: ChatView
  readonly phase: 'loading' | 'ready' | 'missing' | 'damaged'
  readonly loadingOlder: boolean
}

interface Cell {
  readonly store: StoreApi<OpenChat>
  /** Ahead of the store by at most one frame. */
  latest: OpenChat
  readonly publish: () => void
}

const LOADING: OpenChat = { view: emptyView, phase: 'loading', loadingOlder: false }

/** One store per chat. There is no store for "the current chat": that is the window's address. */
export class ChatStores {
  readonly #cells = new Map<ChatId, Cell>()
  readonly #frames: Frames

  constructor(frames: Frames) {
    this.#frames = frames
  }

  of(chat: ChatId): StoreApi<OpenChat> {
    return this.#cell(chat).store
  }

  /** What is known now, ahead of what is painted. */
  latest(chat: ChatId): OpenChat {
    return this.#cells.get(chat)?.latest ?? LOADING
  }

  change(chat: ChatId, change: Partial<OpenChat>): void {
    const cell = this.#cell(chat)
    cell.latest = { ...cell.latest, ...change }
    this.#frames.soon(cell.publish)
  }

  changeView(chat: ChatId, next: (view: ChatView) => ChatView): ChatView {
    const cell = this.#cell(chat)
    const view = next(cell.latest.view)
    if (view !== cell.latest.view) {
      cell.latest = { ...cell.latest, view }
      this.#frames.soon(cell.publish)
    }
    return view
  }

  /** Lets go of the content. A pane that still shows the chat keeps its store and sees it loading again. */
  forget(chat: ChatId): void {
    const cell = this.#cells.get(chat)
    if (!cell) return
    cell.latest = LOADING
    cell.store.setState(LOADING, true)
    this.#cells.delete(chat)
  }

  #cell(chat: ChatId): Cell {
    let cell = this.#cells.get(chat)
    if (!cell) {
      const store = createStore<OpenChat>(() => LOADING)
      const made: Cell = { store, latest: LOADING, publish: () => store.setState(made.latest, true) }
      this.#cells.set(chat, (cell = made))
    }
    return cell
  }
}
