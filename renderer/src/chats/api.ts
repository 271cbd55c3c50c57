import { LONG_LIMIT_MS, type Http } from './http'
import type {
  Agent,
  ApprovalAnswer,
  Attention,
  Budget,
  ChatId,
  ChatSummary,
  MessageId,
  Prices,
  Provider,
  QuestionAnswer,
  QuestionId,
  SendMode,
  Schedule,
  Snapshot,
  Template,
  ToolCallId,
  ToolImage,
  ToolMode,
  ToolServer,
  TurnId,
  World,
  WorldId,
} from '../events/wire'

interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export type WorldChange = Partial<{
  readonly name: string
  readonly mainAgent: string | null
  readonly turnLimit: number | null
  readonly defaultModel: World['defaultModel'] | null
  readonly variables: World['variables']
  readonly budget: Budget | null
  readonly chatBudget: Budget | null
  readonly tools: Partial<{
    readonly mode: ToolMode
    readonly workspace: string | null
    readonly mcpServers: Readonly<Record<string, unknown>> | null
  }>
  /** The ids of all agents of the world. */
  readonly agentOrder: readonly string[]
}>

export type AgentDraft = { readonly [Field in keyof Agent]?: Agent[Field] | null }

export type ScheduleDraft = Pick<Schedule, 'cron' | 'chatId' | 'text' | 'enabled'>

export interface ProviderChange {
  readonly apiKey?: string | null
  readonly baseUrl?: string | null
  readonly maxConcurrent?: number | null
  readonly firstByteSeconds?: number | null
  readonly betweenTokensSeconds?: number | null
}

export interface ProviderTest {
  readonly ok: boolean
  readonly detail: string
  readonly models?: readonly { readonly id: string }[]
}

/** What is left out stays; a mode of `null` is that of the world. */
export interface OwnToolsChange {
  readonly mode?: ToolMode | null
  /** `false` takes the copy away with all that was not merged. */
  readonly ownCopy?: boolean
}

/** All of the copy's changes came into the workspace, or none did. */
export interface Merge {
  readonly outcome: 'merged' | 'nothing' | 'conflict'
  readonly detail?: string
}

export interface QueuedChange {
  readonly text?: string
  readonly mode?: SendMode
}

const part = encodeURIComponent

/** Somebody who scrolls far back should not wait for every few screens. */
const OLDER_MESSAGES = 200

/** The HTTP interface, one method a route. */
export class Api {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  health(): Promise<unknown> {
    return this.#http.ask('GET', '/api/health')
  }

  login(code: string): Promise<unknown> {
    return this.#http.ask('POST', '/api/login', { code })
  }

  async worlds(): Promise<readonly World[]> {
    return (await this.#http.ask<Page<World>>('GET', '/api/worlds')).items
  }

  world(world: WorldId): Promise<World> {
    return this.#http.ask('GET', `/api/worlds/${part(world)}`)
  }

  async templates(): Promise<readonly Template[]> {
    return (await this.#http.ask<Page<Template>>('GET', '/api/templates')).items
  }

  createWorld(body: { name?: string; template?: string }): Promise<World> {
    return this.#http.ask('POST', '/api/worlds', body)
  }

  changeWorld(world: WorldId, change: WorldChange): Promise<World> {
    return this.#http.ask('PATCH', `/api/worlds/${part(world)}`, change)
  }

  deleteWorld(world: WorldId): Promise<void> {
    return this.#http.ask('DELETE', `/api/worlds/${part(world)}`)
  }

  async toolServers(world: WorldId): Promise<readonly ToolServer[]> {
    return (await this.#http.ask<Page<ToolServer>>('GET', `/api/worlds/${part(world)}/mcp`)).items
  }

  /** How the server is once it runs, or has failed to. */
  restartToolServer(world: WorldId, server: string): Promise<ToolServer> {
    const path = `/api/worlds/${part(world)}/mcp/${part(server)}/restart`
    return this.#http.ask('POST', path, undefined, LONG_LIMIT_MS)
  }

  createAgent(world: WorldId, agent: AgentDraft): Promise<Agent> {
    return this.#http.ask('POST', `/api/worlds/${part(world)}/agents`, agent)
  }

  changeAgent(world: WorldId, agent: string, change: AgentDraft): Promise<Agent> {
    return this.#http.ask('PATCH', `/api/worlds/${part(world)}/agents/${part(agent)}`, change)
  }

  deleteAgent(world: WorldId, agent: string): Promise<void> {
    return this.#http.ask('DELETE', `/api/worlds/${part(world)}/agents/${part(agent)}`)
  }

  schedules(world: WorldId): Promise<{ readonly items: readonly Schedule[]; readonly zone: string }> {
    return this.#http.ask('GET', `/api/worlds/${part(world)}/schedules`)
  }

  createSchedule(world: WorldId, schedule: ScheduleDraft & { id: string }): Promise<Schedule> {
    return this.#http.ask('POST', `/api/worlds/${part(world)}/schedules`, schedule)
  }

  changeSchedule(world: WorldId, schedule: string, change: Partial<ScheduleDraft>): Promise<Schedule> {
    return this.#http.ask('PATCH', `/api/worlds/${part(world)}/schedules/${part(schedule)}`, change)
  }

  deleteSchedule(world: WorldId, schedule: string): Promise<void> {
    return this.#http.ask('DELETE', `/api/worlds/${part(world)}/schedules/${part(schedule)}`)
  }

  providers(): Promise<{ readonly items: readonly Provider[]; readonly prices: Prices }> {
    return this.#http.ask('GET', '/api/providers')
  }

  changeProvider(provider: string, change: ProviderChange): Promise<Provider> {
    return this.#http.ask('PUT', `/api/providers/${part(provider)}`, change)
  }

  testProvider(provider: string, body: { apiKey?: string; baseUrl?: string }): Promise<ProviderTest> {
    return this.#http.ask('POST', `/api/providers/${part(provider)}/test`, body)
  }

  async models(provider: string, baseUrl?: string): Promise<readonly string[]> {
    const query = baseUrl ? `?baseUrl=${part(baseUrl)}` : ''
    const page = await this.#http.ask<Page<{ id: string }>>(
      'GET',
      `/api/providers/${part(provider)}/models${query}`,
    )
    return page.items.map((model) => model.id)
  }

  chats(world: WorldId, options: { trash?: boolean; after?: string }): Promise<Page<ChatSummary>> {
    const query = new URLSearchParams({ limit: '1000' })
    if (options.trash) query.set('trash', 'true')
    if (options.after !== undefined) query.set('after', options.after)
    return this.#http.ask('GET', `/api/worlds/${part(world)}/chats?${query}`)
  }

  createChat(world: WorldId): Promise<ChatSummary> {
    return this.#http.ask('POST', `/api/worlds/${part(world)}/chats`, {})
  }

  snapshot(chat: ChatId, before?: number): Promise<Snapshot> {
    const query = before === undefined ? '' : `?before=${before}&limit=${OLDER_MESSAGES}`
    return this.#http.ask('GET', `/api/chats/${part(chat)}${query}`)
  }

  rename(chat: ChatId, title: string): Promise<ChatSummary> {
    return this.#http.ask('PATCH', `/api/chats/${part(chat)}`, { title })
  }

  deleteChat(chat: ChatId): Promise<void> {
    return this.#http.ask('DELETE', `/api/chats/${part(chat)}`)
  }

  restoreChat(chat: ChatId): Promise<ChatSummary> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/restore`)
  }

  seen(chat: ChatId, seq: number): Promise<void> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/seen`, { seq })
  }

  send(chat: ChatId, id: MessageId, text: string, mode: SendMode): Promise<unknown> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/messages`, { id, text, mode })
  }

  changeQueued(chat: ChatId, message: MessageId, change: QueuedChange): Promise<unknown> {
    return this.#http.ask('PATCH', `/api/chats/${part(chat)}/queue/${part(message)}`, change)
  }

  withdraw(chat: ChatId, message: MessageId): Promise<void> {
    return this.#http.ask('DELETE', `/api/chats/${part(chat)}/queue/${part(message)}`)
  }

  /** @param id of the message that takes the place of the edited one */
  edit(chat: ChatId, message: MessageId, text: string, id: MessageId): Promise<unknown> {
    return this.#http.ask('POST', messagePath(chat, message, 'edit'), { text, id })
  }

  regenerate(chat: ChatId, message: MessageId): Promise<unknown> {
    return this.#http.ask('POST', messagePath(chat, message, 'regenerate'), {})
  }

  rewind(chat: ChatId, message: MessageId): Promise<void> {
    return this.#http.ask('POST', messagePath(chat, message, 'rewind'))
  }

  branch(chat: ChatId, message: MessageId): Promise<ChatSummary> {
    return this.#http.ask('POST', messagePath(chat, message, 'branch'))
  }

  undo(chat: ChatId): Promise<void> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/undo`)
  }

  stop(chat: ChatId, turn: TurnId, queue: 'continue' | 'pause'): Promise<unknown> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/stop`, { turnId: turn, queue })
  }

  /** Every running turn of a world, or of all worlds. */
  stopAll(world: WorldId | undefined): Promise<{ readonly stopped: number }> {
    return this.#http.ask('POST', world ? `/api/worlds/${part(world)}/stop` : '/api/stop', { queue: 'pause' })
  }

  answer(chat: ChatId, question: QuestionId, answer: QuestionAnswer): Promise<void> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/questions/${part(question)}`, answer)
  }

  decide(chat: ChatId, approval: ToolCallId, answer: ApprovalAnswer): Promise<void> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/approvals/${part(approval)}`, answer)
  }

  /** Fails with `chat-busy` while a turn is open and the folder would change. */
  changeTools(chat: ChatId, change: OwnToolsChange): Promise<void> {
    return this.#http.ask('PATCH', `/api/chats/${part(chat)}/tools`, change, LONG_LIMIT_MS)
  }

  /** An image that a tool gave in this chat, as an address that holds all of it. */
  async image(chat: ChatId, { id, type, bytes }: ToolImage): Promise<string> {
    const content = await this.#http.bytes(`/api/chats/${part(chat)}/images/${part(id)}`)
    if (content.length !== bytes) throw new Error(`image ${id} has ${content.length} bytes, not ${bytes}`)
    const binary = Array.from(content, (byte) => String.fromCharCode(byte)).join('')
    return `data:${type};base64,${btoa(binary)}`
  }

  /** What the chat changed in its copy of the workspace, as a unified diff. */
  async changes(chat: ChatId): Promise<string> {
    const path = `/api/chats/${part(chat)}/changes`
    return (await this.#http.ask<{ diff: string }>('GET', path, undefined, LONG_LIMIT_MS)).diff
  }

  merge(chat: ChatId): Promise<Merge> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/merge`, undefined, LONG_LIMIT_MS)
  }

  /** What waits for a person, the longest first. */
  async attention(world: WorldId): Promise<readonly Attention[]> {
    const path = `/api/worlds/${part(world)}/attention`
    return (await this.#http.ask<Page<Attention>>('GET', path)).items
  }

  continueChat(chat: ChatId): Promise<unknown> {
    return this.#http.ask('POST', `/api/chats/${part(chat)}/continue`)
  }
}

function messagePath(chat: ChatId, message: MessageId, action: string): string {
  return `/api/chats/${part(chat)}/messages/${part(message)}/${action}`
}
