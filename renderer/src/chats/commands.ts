import { countOf } from '../events/plain-text'
import { isUntouched } from '../events/status'
import type {
  ApprovalAnswer,
  ChatId,
  ChatSummary,
  MessageId,
  QuestionAnswer,
  QuestionId,
  ToolCallId,
  TurnId,
  WorldId,
} from '../events/wire'
import type { Api, QueuedChange } from './api'
import type { ChatList } from './chat-list'
import type { ChatStores } from './chat-stores'
import type { Drafts } from './drafts'
import { inWords, Problem } from './http'
import type { Notices } from './notices'
import type { Outbox } from './outbox'

export interface CommandParts {
  readonly api: Api
  readonly list: ChatList
  readonly stores: ChatStores
  readonly drafts: Drafts
  readonly outbox: Outbox
  readonly notices: Notices
}

export type Decided = 'settled' | 'failed' | { readonly refused: string }

/** What a person can do to a chat. Each command names its chat; failures are said, never thrown at a pane. */
export class Commands {
  readonly #parts: CommandParts
  readonly #making = new Map<WorldId, Promise<ChatId>>()

  constructor(parts: CommandParts) {
    this.#parts = parts
  }

  /** An untouched empty chat of the world if there is one, else a new one; undefined when that failed. */
  async newChat(world: WorldId): Promise<ChatId | undefined> {
    const { list, outbox, drafts } = this.#parts
    const untouched = list
      .all()
      .find(
        (chat) =>
          chat.worldId === world &&
          isUntouched(chat) &&
          outbox.of(chat.id).getState().length === 0 &&
          drafts.of(chat.id).getState().text === '',
      )
    if (untouched) return untouched.id
    return this.#tell('The chat could not be made.', () => this.#makeOnce(world))
  }

  /** Makes a chat of its own and sends its first message; the text stays in the world's draft when that failed. */
  async startChat(world: WorldId, text: string): Promise<ChatId | undefined> {
    const chat = await this.#tell('The chat could not be made.', () => this.#make(world))
    if (chat) this.#parts.outbox.send(chat, text)
    else
      this.#parts.drafts.giveBack(`world:${world}`, text, 'The chat could not be made, so nothing was sent.')
    return chat
  }

  /** Stops exactly this turn; a turn that is over already needs no stopping. */
  async stop(chat: ChatId, turn: TurnId): Promise<boolean> {
    const waiting = this.#parts.stores.latest(chat).view.queue.length > 0
    try {
      await this.#parts.api.stop(chat, turn, waiting ? 'pause' : 'continue')
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'turn-not-running') return true
      this.#parts.notices.say(`Could not stop. ${inWords(error)}`, { tone: 'bad' })
      return false
    }
  }

  /** Stops every turn that runs in a world, or everywhere; what waits in those chats stays there, paused. */
  async stopAll(world: WorldId | undefined): Promise<void> {
    await this.#tell('Not everything could be stopped.', async () => {
      const { stopped } = await this.#parts.api.stopAll(world)
      this.#parts.notices.say(stopped === 0 ? 'Nothing was running.' : `Stopped ${countOf(stopped, 'chat')}.`)
    })
  }

  async goOn(chat: ChatId): Promise<void> {
    try {
      await this.#parts.api.continueChat(chat)
    } catch (error) {
      if (error instanceof Problem && error.code === 'nothing-to-continue') return
      this.#parts.notices.say(`Could not continue. ${inWords(error)}`, { tone: 'bad' })
    }
  }

  /** True when the question is settled, by this answer or by one that came before. */
  async answer(chat: ChatId, question: QuestionId, answer: QuestionAnswer): Promise<boolean> {
    try {
      await this.#parts.api.answer(chat, question, answer)
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'question-not-open') return true
      this.#parts.notices.say(`Not answered. ${inWords(error)}`, { tone: 'bad' })
      return false
    }
  }

  /** What became of a decision; one that came too late is as good as made. `refused`: why the arguments are. */
  async decide(chat: ChatId, approval: ToolCallId, answer: ApprovalAnswer): Promise<Decided> {
    try {
      await this.#parts.api.decide(chat, approval, answer)
      return 'settled'
    } catch (error) {
      if (error instanceof Problem && error.code === 'approval-not-open') return 'settled'
      if (error instanceof Problem && error.code === 'arguments-refused') return { refused: error.message }
      this.#parts.notices.say(`Not answered. ${inWords(error)}`, { tone: 'bad' })
      return 'failed'
    }
  }

  async withdraw(chat: ChatId, message: MessageId): Promise<void> {
    await this.#tell('The message could not be taken back.', () => this.#parts.api.withdraw(chat, message))
  }

  /** True when the message waits with the change, or has gone in with it. */
  async changeQueued(chat: ChatId, message: MessageId, change: QueuedChange): Promise<boolean> {
    return this.#done('The message could not be changed.', () =>
      this.#parts.api.changeQueued(chat, message, change),
    )
  }

  /** Takes out a message and what follows, and sends this text instead; again under the same id it is sent once. */
  async edit(chat: ChatId, message: MessageId, text: string, id: MessageId): Promise<boolean> {
    return this.#done('The message was not changed.', () => this.#parts.api.edit(chat, message, text, id))
  }

  async regenerate(chat: ChatId, message: MessageId): Promise<void> {
    await this.#done('It was not asked again.', () => this.#parts.api.regenerate(chat, message))
  }

  /** Takes out a message and what follows. */
  async rewind(chat: ChatId, message: MessageId): Promise<void> {
    await this.#done('Nothing was taken out.', () => this.#parts.api.rewind(chat, message))
  }

  async undo(chat: ChatId): Promise<void> {
    await this.#done('It could not be brought back.', () => this.#parts.api.undo(chat))
  }

  /** A new chat that begins as a copy up to this message; undefined when that failed. */
  async branch(chat: ChatId, message: MessageId): Promise<ChatSummary | undefined> {
    return this.#tell('The branch could not be made.', async () => {
      const summary = await this.#parts.api.branch(chat, message)
      this.#parts.list.receive(summary)
      return summary
    })
  }

  async rename(chat: ChatId, title: string): Promise<void> {
    await this.#tell('The chat could not be renamed.', async () =>
      this.#parts.list.receive(await this.#parts.api.rename(chat, title)),
    )
  }

  async remove(chat: ChatId): Promise<boolean> {
    const { api, list, notices } = this.#parts
    const title = list.get(chat)?.title ?? 'Chat'
    const removed = await this.#tell('The chat could not be deleted.', async () => {
      await api.deleteChat(chat)
      const summary = list.get(chat)
      // The server's own word follows; until then the row should not linger.
      if (summary && summary.deletedAt === undefined) {
        list.receive({ ...summary, deletedAt: new Date().toISOString(), version: summary.version + 0.5 })
      }
      return true
    })
    if (!removed) return false
    notices.say(`Moved “${title}” to the trash.`, {
      action: { label: 'Undo', run: () => void this.restore(chat) },
    })
    return true
  }

  async restore(chat: ChatId): Promise<void> {
    await this.#tell('The chat could not be restored.', async () =>
      this.#parts.list.receive(await this.#parts.api.restoreChat(chat)),
    )
  }

  async #make(world: WorldId): Promise<ChatId> {
    const summary = await this.#parts.api.createChat(world)
    this.#parts.list.receive(summary)
    return summary.id
  }

  /** The empty chat that is being made already, or else a new one. */
  #makeOnce(world: WorldId): Promise<ChatId> {
    let making = this.#making.get(world)
    if (!making) {
      making = this.#make(world).finally(() => this.#making.delete(world))
      this.#making.set(world, making)
    }
    return making
  }

  async #done(failure: string, run: () => Promise<unknown>): Promise<boolean> {
    return (await this.#tell(failure, () => run().then(() => true))) ?? false
  }

  async #tell<T>(failure: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run()
    } catch (error) {
      this.#parts.notices.say(`${failure} ${inWords(error)}`, { tone: 'bad' })
      return undefined
    }
  }
}
