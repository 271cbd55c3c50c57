/** The shapes that cross the wire, as docs/http.md describes them. */

type Id<Of extends string> = string & { readonly __of: Of }
export type ChatId = Id<'chat'>
export type WorldId = Id<'world'>
export type MessageId = Id<'message'>
export type TurnId = Id<'turn'>
export type QuestionId = Id<'question'>
export type ToolCallId = Id<'tool-call'>

export type ChatStatus =
  | 'approval'
  | 'question'
  | 'tool'
  | 'writing'
  | 'thinking'
  | 'waiting'
  | 'queued'
  | 'failed'
  | 'stopped'
  | 'idle'

export interface ChatSummary {
  readonly id: ChatId
  readonly worldId: WorldId
  readonly title: string
  readonly titleSource: 'none' | 'first-message' | 'model' | 'hand'
  readonly status: ChatStatus
  readonly reason?: string
  readonly place?: number
  readonly lastSeq: number
  readonly newsSeq: number
  readonly seenSeq: number
  readonly queued: number
  /** Missing while nothing was used. */
  readonly usage?: Usage
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt?: string
  readonly version: number
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Those of the input tokens that the provider had seen before. */
  readonly cachedInputTokens: number
  /** In US dollars; the least that it can be while there are unpriced calls. */
  readonly costUsd: number
  /** How many calls used tokens whose price is not known. */
  readonly unpricedCalls: number
}

export type Part =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  /** What an agent met up to the seq `upTo`, summed up for it. */
  | { readonly type: 'summary'; readonly text: string; readonly agentId: string; readonly upTo: number }
  | ToolCall

/** An agent's request to use a tool. */
export interface ToolCall {
  readonly type: 'tool-call'
  readonly id: ToolCallId
  readonly tool: string
  /** JSON as the model gave it, which may be malformed. */
  readonly arguments: string
  /** Missing while there is none. */
  readonly result?: ToolReturn
}

/** `unknown`: it was begun and nobody knows how far it came. */
export type ToolOutcome = 'returned' | 'failed' | 'refused' | 'denied' | 'stopped' | 'unknown'

export interface ToolReturn {
  readonly outcome: ToolOutcome
  /** What the model is given. */
  readonly text: string
  /** What it changed, as a unified diff. */
  readonly diff?: string
  /** What the person is shown and the model is not. */
  readonly images?: readonly ToolImage[]
  /** The arguments it ran with when a person changed them. */
  readonly ranWith?: string
}

/** An image that a tool gave; its bytes are asked for when it is shown. */
export interface ToolImage {
  readonly id: string
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  readonly bytes: number
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/** A tool call that waits until a person allows or denies it. */
export interface Approval {
  readonly id: ToolCallId
  readonly agentId: string
  readonly tool: string
  readonly arguments: string
  /** One line. */
  readonly summary: string
  /** The exact command, the change as a diff, or the address. */
  readonly detail: string
  /** What `allow-chat` covers; equal for calls that are alike. */
  readonly scope: string
  /** The same in words. */
  readonly scopeText: string
}

/** `allow-chat`: this call, and every later one in this chat with the same scope. */
export type ApprovalAnswer =
  | { readonly decision: 'allow'; readonly arguments?: string }
  | { readonly decision: 'allow-chat' }
  | { readonly decision: 'deny'; readonly reason?: string }

export interface RunningTool {
  readonly toolCallId: ToolCallId
  readonly turnId: TurnId
  readonly agentId: string
  readonly tool: string
  readonly startedAt: string
  /** What it has put out so far. */
  readonly text: string
}

/** What waits for a person in a chat. */
export interface Attention {
  readonly chatId: ChatId
  readonly title: string
  readonly since: string
  readonly approvals: readonly Approval[]
  readonly questions: readonly Question[]
}

/** How much agents may do without being asked about it, and what they work with. */
export interface ToolSettings {
  readonly mode: ToolMode
  /** A whole path; without it the world has a folder of its own. */
  readonly workspace?: string
  /** By name, in the common `mcpServers` shape. */
  readonly mcpServers?: Readonly<Record<string, object>>
}

export type ToolMode = 'read' | 'ask' | 'auto'

/** How the tools of a chat differ from its world's. */
export interface OwnTools {
  /** Counts where it allows less than the world does. */
  readonly mode?: ToolMode
  /** Whether it works in a copy of the workspace for itself. */
  readonly ownCopy: boolean
}

/** An MCP server of a world, as it is. */
export interface ToolServer {
  readonly name: string
  readonly kind: 'stdio' | 'http'
  /** `stopped`: nobody has needed it yet, or for long. */
  readonly state: 'stopped' | 'starting' | 'running' | 'failed'
  readonly error?: string
  /** The names of its tools, as far as it has told them. */
  readonly tools: readonly string[]
}

export type MessageState = 'complete' | 'stopped' | 'failed' | 'interrupted'
export type Sender = 'human' | 'world' | 'system' | 'agent'

export interface Message {
  readonly id: MessageId
  readonly seq: number
  readonly sender: Sender
  readonly agentId?: string
  /** The agents it is for; without it, everyone. */
  readonly to?: readonly string[]
  readonly parts: readonly Part[]
  readonly state: MessageState
  readonly reason?: string
  readonly at: string
  readonly turnId?: TurnId
  readonly replyId?: string
  readonly provider?: string
  readonly model?: string
  readonly usage?: Usage
}

/** How a message goes in while a turn runs; docs/http.md says what each does. */
export type SendMode = 'queue' | 'steer' | 'interrupt' | 'rollback'

export interface Queued {
  readonly messageId: MessageId
  readonly text: string
  readonly mode: SendMode | 'reject'
  readonly sender: Sender
  readonly at: string
}

export interface OpenMessage {
  readonly messageId: MessageId
  readonly agentId: string
  readonly turnId: TurnId
  readonly callId: string
  readonly text: string
  readonly reasoning: string
  readonly startedAt: string
  /** It sums up what the agent met up to this seq; without it, it is an answer. */
  readonly compacts?: number
  readonly calls: readonly WrittenCall[]
}

/** A call of a tool that a model is still writing. */
export interface WrittenCall {
  /** Its place among the calls of the message. */
  readonly index: number
  readonly tool: string
  /** Its arguments so far: the beginning of JSON. */
  readonly text: string
}

/** Something that a chat asks a person. */
export interface Question {
  readonly id: QuestionId
  readonly text: string
  /** None when only a text answers it. */
  readonly choices: readonly string[]
  /** Whether more than one may be chosen. */
  readonly multiple: boolean
  /** Whether a text of one's own answers it too. */
  readonly free: boolean
  /** The tool call whose result the answer is; only when an agent asks. */
  readonly toolCallId?: ToolCallId
}

export interface QuestionAnswer {
  readonly choices: readonly string[]
  readonly text?: string
}

/** What may be used before a person is asked; at least one of both. */
export interface Budget {
  /** In and out together. */
  readonly tokens?: number
  readonly costUsd?: number
}

export interface RunningTurn {
  readonly turnId: TurnId
  readonly messageId: MessageId
  readonly startedAt: string
}

export type TurnOutcome = 'answered' | 'stopped' | 'failed' | 'interrupted' | 'limited'

export interface EndedTurn {
  readonly turnId: TurnId
  readonly messageId: MessageId
  readonly outcome: TurnOutcome
  readonly reason?: string
}

/** The message up to which a chat began as a copy of another. */
export interface BranchedFrom {
  readonly chatId: ChatId
  readonly messageId: MessageId
}

export interface Snapshot {
  readonly chat: ChatSummary
  readonly seq: number
  readonly status: ChatStatus
  readonly reason?: string
  readonly place?: number
  readonly messages: readonly Message[]
  readonly before?: number
  readonly open: readonly OpenMessage[]
  readonly turn?: RunningTurn
  readonly lastTurn?: EndedTurn
  readonly canUndo: boolean
  readonly branchedFrom?: BranchedFrom
  readonly queue: readonly Queued[]
  readonly queuePaused?: { readonly reason?: string }
  readonly questions: readonly Question[]
  readonly approvals: readonly Approval[]
  readonly tools: readonly RunningTool[]
  readonly ownTools: OwnTools
  readonly usage: Usage
}

interface Stored {
  readonly chatId: ChatId
  readonly seq: number
  readonly at: string
}

export type FactEvent = Stored &
  (
    | { readonly kind: 'chat-created'; readonly worldId: WorldId; readonly title?: string }
    | { readonly kind: 'title-changed'; readonly title: string; readonly source: string }
    | { readonly kind: 'title-call-ended'; readonly usage: Usage }
    | {
        readonly kind: 'message-admitted'
        readonly messageId: MessageId
        readonly sender: Sender
        readonly text: string
        readonly mode: Queued['mode']
      }
    | {
        readonly kind: 'message-delivered'
        readonly messageId: MessageId
        readonly turnId: TurnId
        readonly to?: readonly string[]
      }
    | {
        readonly kind: 'message-edited'
        readonly messageId: MessageId
        readonly text?: string
        readonly mode: Queued['mode']
      }
    | { readonly kind: 'message-withdrawn'; readonly messageId: MessageId }
    | { readonly kind: 'message-failed'; readonly messageId: MessageId; readonly reason: string }
    | { readonly kind: 'turn-started'; readonly turnId: TurnId; readonly messageId: MessageId }
    | {
        readonly kind: 'reply-started'
        readonly turnId: TurnId
        readonly replyId: string
        readonly agentId: string
      }
    | {
        readonly kind: 'model-call-started'
        readonly turnId: TurnId
        readonly replyId: string
        readonly callId: string
        readonly agentId: string
        readonly messageId: MessageId
        readonly provider: string
        readonly model: string
        readonly compacts?: number
      }
    | {
        readonly kind: 'model-call-ended'
        readonly turnId: TurnId
        readonly callId: string
        readonly messageId: MessageId
        readonly outcome: 'answered' | 'empty' | 'too-long' | 'stopped' | 'failed' | 'interrupted'
        readonly usage?: Usage
      }
    | { readonly kind: 'message-posted'; readonly message: Message; readonly agentId?: string }
    | { readonly kind: 'history-compacted'; readonly message: Message }
    | { readonly kind: 'question-asked'; readonly turnId: TurnId; readonly question: Question }
    | {
        readonly kind: 'question-answered'
        readonly turnId: TurnId
        readonly questionId: QuestionId
        /** Absent when the turn ended before somebody answered. */
        readonly answer?: QuestionAnswer
      }
    /** A person let the chat go on beyond its budget, or that of its world. */
    | {
        readonly kind: 'budget-raised'
        readonly turnId: TurnId
        readonly grant: { readonly scope: 'chat' | 'world'; readonly upTo: Budget }
      }
    | {
        readonly kind: 'tool-requested'
        readonly turnId: TurnId
        readonly agentId: string
        readonly messageId: MessageId
        readonly toolCallId: ToolCallId
        readonly tool: string
        readonly arguments: string
      }
    | { readonly kind: 'approval-requested'; readonly turnId: TurnId; readonly approval: Approval }
    | {
        readonly kind: 'approval-answered'
        readonly turnId: TurnId
        readonly toolCallId: ToolCallId
        /** `cancelled`: the turn ended before somebody answered. */
        readonly decision: ApprovalAnswer['decision'] | 'cancelled'
      }
    | {
        readonly kind: 'tool-started'
        readonly turnId: TurnId
        readonly agentId: string
        readonly toolCallId: ToolCallId
        readonly tool: string
      }
    | {
        readonly kind: 'tool-ended'
        readonly turnId: TurnId
        readonly messageId: MessageId
        readonly toolCallId: ToolCallId
        readonly result: ToolReturn
      }
    | {
        readonly kind: 'reply-ended'
        readonly turnId: TurnId
        readonly replyId: string
        readonly agentId: string
      }
    | { readonly kind: 'reply-limited'; readonly turnId: TurnId; readonly agentId: string }
    | {
        readonly kind: 'turn-ended'
        readonly turnId: TurnId
        readonly outcome: TurnOutcome
        readonly reason?: string
      }
    | { readonly kind: 'queue-paused'; readonly reason: string }
    | { readonly kind: 'queue-resumed' }
    | { readonly kind: 'tools-changed'; readonly tools: OwnTools }
    | { readonly kind: 'notice-posted'; readonly messageId: MessageId; readonly text: string }
    /** What stands at `from` or after it, up to this fact, leaves the transcript. */
    | { readonly kind: 'history-rewound'; readonly messageId: MessageId; readonly from: number }
    /** What the fact with the seq `rewound` took out is back. */
    | { readonly kind: 'history-restored'; readonly rewound: number }
    | { readonly kind: 'chat-branched'; readonly fromChatId: ChatId; readonly messageId: MessageId }
    | { readonly kind: 'chat-deleted' }
    | { readonly kind: 'chat-restored' }
    /** A fact of a kind this window does not know: it only moves the cursor. */
    | { readonly kind: 'unknown-fact' }
  )

export interface DeltaEvent {
  readonly kind: 'text' | 'reasoning'
  readonly chatId: ChatId
  readonly turnId: TurnId
  readonly agentId: string
  readonly messageId: MessageId
  readonly callId: string
  readonly text: string
  readonly offset: number
}

/** Arguments of a call that a model is still writing. */
export interface ToolArgumentsEvent {
  readonly kind: 'tool-arguments'
  readonly chatId: ChatId
  readonly turnId: TurnId
  readonly agentId: string
  readonly messageId: MessageId
  readonly callId: string
  readonly index: number
  readonly tool: string
  readonly text: string
  /** 0 begins the call anew, and what was written of later ones is void; so is the call itself without a text. */
  readonly offset: number
}

/** Output of a tool that runs. */
export interface ToolOutputEvent {
  readonly kind: 'tool-output'
  readonly chatId: ChatId
  readonly turnId: TurnId
  readonly agentId: string
  readonly toolCallId: ToolCallId
  readonly text: string
  readonly offset: number
}

export interface StatusEvent {
  readonly kind: 'status'
  readonly chatId: ChatId
  readonly status: ChatStatus
  readonly reason?: string
  readonly place?: number
}

export type ChatEvent = FactEvent | DeltaEvent | ToolArgumentsEvent | ToolOutputEvent | StatusEvent

/** Whether the store takes writes; if not, `detail` says why and what to do. */
export interface StoreState {
  readonly state: 'ok' | 'storage-full' | 'storage-unavailable' | 'storage-damaged'
  readonly detail?: string
}

/** What the server says on the live connection. */
export type LiveFrame =
  | { readonly type: 'watching'; readonly chat: ChatId; readonly id: string; readonly cutoff: number }
  | { readonly type: 'caught-up'; readonly chat: ChatId; readonly id: string }
  | { readonly type: 'reset'; readonly chat: ChatId; readonly id: string }
  | { readonly type: 'refused'; readonly chat: ChatId; readonly id: string; readonly code: string }
  | { readonly type: 'event'; readonly event: ChatEvent }
  | { readonly type: 'summary'; readonly summary: ChatSummary }
  | { readonly type: 'world'; readonly world: WorldId; readonly version: number; readonly deleted: boolean }
  | { readonly type: 'store'; readonly store: StoreState }

export interface ModelRef {
  readonly provider: string
  readonly model: string
  readonly baseUrl?: string
}

export interface Agent {
  readonly id: string
  readonly name: string
  readonly provider?: string
  readonly model?: string
  readonly baseUrl?: string
  readonly systemPrompt: string
  readonly temperature?: number
  readonly maxTokens?: number
  /** How much its model can be shown and say in one call. */
  readonly contextTokens?: number
  readonly reasoningEffort?: string
  readonly autoReply: boolean
}

export interface World {
  readonly id: WorldId
  readonly name: string
  readonly version: number
  readonly createdAt: string
  readonly mainAgent?: string
  /** How many replies an agent may give in a chat between two messages from people. */
  readonly turnLimit: number
  readonly defaultModel?: ModelRef
  /** Of all its chats together. */
  readonly budget?: Budget
  /** Of each chat. */
  readonly chatBudget?: Budget
  readonly variables: Readonly<Record<string, string>>
  readonly agents: readonly Agent[]
  readonly tools: ToolSettings
  /** Of all its chats, also of those in the trash or gone. */
  readonly usage: Usage
}

/** A prompt that a world sends to one of its chats by the clock. */
export interface Schedule {
  readonly id: string
  readonly cron: string
  /** The expression in English. */
  readonly words: string
  readonly chatId: ChatId
  readonly text: string
  readonly enabled: boolean
  readonly next?: string
}

/** A ready world to start from. */
export interface Template {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly mainAgent?: string
  readonly agents: readonly Agent[]
}

/** Where the prices of calls come from. */
export interface Prices {
  /** The day on which the built-in ones were looked up. */
  readonly asOf: string
  /** Whether a person has some of their own, which go first. */
  readonly own: boolean
  /** What is wrong with a person's own, which are not used then. */
  readonly trouble?: string
}

export interface Provider {
  readonly id: string
  readonly name: string
  readonly needsKey: boolean
  readonly keySource: 'none' | 'environment' | 'settings'
  readonly baseUrl?: string
  readonly defaultBaseUrl?: string
  readonly baseUrlEditable: boolean
  readonly maxConcurrent: number | null
  readonly firstByteSeconds: number
  readonly betweenTokensSeconds: number
}
