import { createStore } from 'zustand/vanilla'
import { needsWord } from '../events/status'
import type { ChatSummary, LiveFrame, StoreState } from '../events/wire'
import { Api } from './api'
import { Attentions } from './attentions'
import { backOffMs } from './back-off'
import { ChatList } from './chat-list'
import { ChatStores } from './chat-stores'
import { Commands } from './commands'
import { Diagnostics } from './diagnostics'
import { Drafts, type Keep } from './drafts'
import { Edits } from './edits'
import { Foresight } from './foresight'
import { Frames } from './frames'
import { Http, type Fetch } from './http'
import { Link } from './link'
import { Live, type Socket } from './live'
import { Notices } from './notices'
import { Outbox } from './outbox'
import { Places } from './places'
import { ReasoningTimes } from './reasoning-times'
import { Seen } from './seen'
import { Watching } from './watching'
import { WorldList } from './world-list'

export interface Surroundings {
  readonly fetch: Fetch
  readonly connect: () => Socket
  readonly keep: Keep
  readonly attentive: () => boolean
  readonly frames?: Frames
}

/** Everything one window knows and can do, wired together once. */
export class Workbench {
  readonly diagnostics = new Diagnostics()
  readonly notices = new Notices()
  readonly link = new Link()
  readonly places = new Places()
  readonly reasoningTimes = new ReasoningTimes()
  /** True once the server has said that it does not know us. */
  readonly locked = createStore<boolean>(() => false)
  readonly store = createStore<StoreState>(() => ({ state: 'ok' }))
  readonly frames: Frames
  readonly api: Api
  readonly stores: ChatStores
  readonly list: ChatList
  readonly worlds: WorldList
  readonly attentions: Attentions
  readonly drafts: Drafts
  readonly edits: Edits
  readonly outbox: Outbox
  readonly watching: Watching
  readonly foresight: Foresight
  readonly seen: Seen
  readonly commands: Commands
  readonly live: Live
  #listing = 0

  constructor(around: Surroundings) {
    const { diagnostics, notices } = this
    const frames = (this.frames = around.frames ?? new Frames())
    const api = (this.api = new Api(new Http(around.fetch, () => this.#lock())))
    const stores = (this.stores = new ChatStores(frames))
    const list = (this.list = new ChatList(api, frames))
    const drafts = (this.drafts = new Drafts(around.keep, diagnostics))
    this.edits = new Edits(around.keep, diagnostics)
    const outbox = (this.outbox = new Outbox({ api, drafts, keep: around.keep, diagnostics }))
    this.worlds = new WorldList(api)
    this.attentions = new Attentions(api)
    this.seen = new Seen(api, list, around.attentive, frames)
    this.commands = new Commands({ api, list, stores, drafts, outbox, notices })
    this.watching = new Watching({
      api,
      stores,
      places: this.places,
      diagnostics,
      send: (message) => this.live.send(message),
      onSnapshot: (chat, snapshot) => {
        list.receive(snapshot.chat)
        this.reasoningTimes.noteSnapshot(snapshot)
        for (const { id } of snapshot.messages) outbox.arrived(chat, id)
        for (const { messageId } of snapshot.queue) outbox.arrived(chat, messageId)
      },
      onEvent: (event, live) => {
        this.reasoningTimes.note(event, live)
        if (event.kind === 'message-admitted' || event.kind === 'message-delivered') {
          outbox.arrived(event.chatId, event.messageId)
        }
      },
      onCaughtUp: () => this.link.caughtUp(),
    })
    this.foresight = new Foresight(this.watching)
    this.live = new Live({
      connect: around.connect,
      health: () => api.health(),
      diagnostics,
      onOpen: () => {
        this.link.opened()
        this.watching.connected()
        this.attentions.changedAnywhere()
        void this.refresh()
      },
      onLost: () => this.link.lost(),
      onFrame: (frame) => this.#receive(frame),
      probe: () => this.watching.probe(),
    })
  }

  start(): void {
    this.live.start()
    this.outbox.resume()
    void this.refresh()
  }

  /** Asks for the worlds and their chats again, until it works or a later call takes over. */
  async refresh(): Promise<void> {
    const mine = ++this.#listing
    for (let attempt = 0; mine === this.#listing && !this.locked.getState(); attempt++) {
      try {
        const worlds = await this.worlds.load()
        await Promise.all(worlds.map((world) => this.list.load(world.id)))
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, 400, 8_000)))
      }
    }
  }

  #receive(frame: LiveFrame): void {
    if (frame.type === 'summary') this.#summarised(frame.summary)
    else if (frame.type === 'world') void this.#worldChanged(frame)
    else if (frame.type === 'store') this.#storeChanged(frame.store)
    else this.watching.receive(frame)
  }

  #summarised(summary: ChatSummary): void {
    const before = this.list.get(summary.id)
    this.list.receive(summary)
    if (needsWord(summary) || (before && needsWord(before))) this.attentions.changed(summary.worldId)
  }

  #storeChanged(store: StoreState): void {
    this.store.setState(store, true)
    if (store.state === 'ok') this.outbox.tryNow()
  }

  async #worldChanged(frame: LiveFrame & { type: 'world' }): Promise<void> {
    const isNew = await this.worlds.changed(frame.world, frame.version, frame.deleted)
    if (isNew) await this.list.load(frame.world).catch(() => undefined)
  }

  #lock(): void {
    if (this.locked.getState()) return
    this.locked.setState(true, true)
    this.live.stop()
  }
}
