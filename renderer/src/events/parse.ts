import { STRICTEST_FIRST } from './own-tools'
import type { ChatEvent, ChatId, ChatSummary, FactEvent, LiveFrame, StoreState, WorldId } from './wire'

export type Parsed = { readonly frame: LiveFrame } | { readonly dropped: DropReason; readonly detail: string }
export type DropReason =
  'not-json' | 'unknown-frame' | 'no-chat' | 'unknown-kind' | 'malformed' | 'not-watched'

type Fields = Readonly<Record<string, unknown>>

/** Texts without which the reducer has nothing to go by; a fact lacking one only moves the cursor. */
const NEEDED: Readonly<Record<Exclude<FactEvent['kind'], 'unknown-fact'>, readonly string[]>> = {
  'chat-created': [],
  'title-changed': [],
  'title-call-ended': [],
  'message-admitted': ['messageId', 'text', 'sender'],
  'message-delivered': ['messageId', 'turnId'],
  'message-edited': ['messageId', 'mode'],
  'message-withdrawn': ['messageId'],
  'message-failed': ['messageId', 'reason'],
  'turn-started': ['turnId', 'messageId'],
  'reply-started': [],
  'model-call-started': ['turnId', 'agentId', 'messageId', 'callId'],
  'model-call-ended': ['messageId', 'outcome'],
  'message-posted': [],
  'history-compacted': [],
  'question-asked': ['turnId'],
  'question-answered': ['questionId'],
  'budget-raised': [],
  'tool-requested': [],
  'approval-requested': [],
  'approval-answered': ['toolCallId'],
  'tool-started': ['turnId', 'agentId', 'toolCallId', 'tool'],
  'tool-ended': ['messageId', 'toolCallId'],
  'reply-ended': ['turnId', 'agentId'],
  'reply-limited': [],
  'turn-ended': ['turnId', 'outcome'],
  'queue-paused': [],
  'queue-resumed': [],
  'tools-changed': [],
  'notice-posted': ['messageId', 'text'],
  'history-rewound': ['messageId'],
  'history-restored': [],
  'chat-branched': ['fromChatId', 'messageId'],
  'chat-deleted': [],
  'chat-restored': [],
}

export function parseFrame(raw: string): Parsed {
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return { dropped: 'not-json', detail: raw.slice(0, 80) }
  }
  if (!isFields(json)) return { dropped: 'unknown-frame', detail: raw.slice(0, 80) }
  if ('event' in json) return parseEvent(json['event'])
  if ('summary' in json) return parseSummary(json['summary'])
  if ('world' in json) return parseWorld(json['world'])
  if ('store' in json) return parseStore(json['store'])
  return parseWatchAnswer(json)
}

export function parseEvent(json: unknown): Parsed {
  if (!isFields(json)) return { dropped: 'malformed', detail: 'event is not an object' }
  const kind = String(json['kind'])
  const chatId = json['chatId']
  if (typeof chatId !== 'string' || chatId === '') return { dropped: 'no-chat', detail: kind }
  if (kind === 'text' || kind === 'reasoning' || kind === 'tool-output') {
    const subject = kind === 'tool-output' ? 'toolCallId' : 'messageId'
    const whole = hasStrings(json, ['turnId', 'agentId', 'text', subject]) && isCount(json['offset'])
    return whole ? event(json) : { dropped: 'malformed', detail: kind }
  }
  if (kind === 'tool-arguments') {
    const texts = hasStrings(json, ['turnId', 'agentId', 'messageId', 'callId', 'tool', 'text'])
    const whole = texts && isCount(json['index']) && isCount(json['offset'])
    return whole ? event(json) : { dropped: 'malformed', detail: kind }
  }
  if (kind === 'status') {
    return typeof json['status'] === 'string' ? event(json) : { dropped: 'malformed', detail: kind }
  }
  if (!isCount(json['seq'])) return { dropped: 'unknown-kind', detail: kind }
  return isKnownFact(kind) && isWhole(kind, json) ? event(json) : event({ ...json, kind: 'unknown-fact' })
}

function parseSummary(json: unknown): Parsed {
  if (!isFields(json) || typeof json['id'] !== 'string' || json['id'] === '') {
    return { dropped: 'no-chat', detail: 'summary' }
  }
  const whole = hasStrings(json, ['worldId', 'title', 'status', 'updatedAt']) && isCount(json['version'])
  return whole
    ? { frame: { type: 'summary', summary: json as unknown as ChatSummary } }
    : { dropped: 'malformed', detail: 'summary' }
}

function parseWorld(json: unknown): Parsed {
  if (!isFields(json) || typeof json['id'] !== 'string') return { dropped: 'malformed', detail: 'world' }
  const version = isCount(json['version']) ? json['version'] : 0
  return {
    frame: { type: 'world', world: json['id'] as WorldId, version, deleted: json['deleted'] === true },
  }
}

function parseStore(json: unknown): Parsed {
  if (!isFields(json) || typeof json['state'] !== 'string') return { dropped: 'malformed', detail: 'store' }
  return { frame: { type: 'store', store: json as unknown as StoreState } }
}

function parseWatchAnswer(json: Fields): Parsed {
  const id = String(json['id'] ?? '')
  for (const [field, type] of [
    ['watching', 'watching'],
    ['caughtUp', 'caught-up'],
    ['reset', 'reset'],
    ['error', 'refused'],
  ] as const) {
    if (!(field in json)) continue
    const chat = json[field]
    if (typeof chat !== 'string' || chat === '') return { dropped: 'no-chat', detail: field }
    const about = { chat: chat as ChatId, id }
    if (type === 'watching') {
      return { frame: { type, ...about, cutoff: isCount(json['cutoff']) ? json['cutoff'] : 0 } }
    }
    if (type === 'refused') return { frame: { type, ...about, code: String(json['code'] ?? '') } }
    return { frame: { type, ...about } }
  }
  return { dropped: 'unknown-frame', detail: Object.keys(json).join(',').slice(0, 80) }
}

function isWhole(kind: keyof typeof NEEDED, json: Fields): boolean {
  if (!hasStrings(json, NEEDED[kind])) return false
  const { from, rewound, message, result } = json
  if (kind === 'history-rewound') return isCount(from)
  if (kind === 'history-restored') return isCount(rewound)
  if (kind === 'question-asked') return isQuestion(json['question'])
  if (kind === 'approval-requested') return isApproval(json['approval'])
  if (kind === 'tools-changed') return isOwnTools(json['tools'])
  if (kind === 'tool-ended') return isFields(result) && hasStrings(result, ['outcome', 'text'])
  if (kind !== 'message-posted' && kind !== 'history-compacted') return true
  return isFields(message) && hasStrings(message, ['id', 'sender', 'at']) && Array.isArray(message['parts'])
}

function isQuestion(question: unknown): boolean {
  if (!isFields(question) || !hasStrings(question, ['id', 'text'])) return false
  const { choices, multiple, free } = question
  const offers = Array.isArray(choices) && choices.every((choice) => typeof choice === 'string')
  return offers && typeof multiple === 'boolean' && typeof free === 'boolean'
}

function isApproval(approval: unknown): boolean {
  const texts = ['id', 'agentId', 'tool', 'arguments', 'summary', 'detail', 'scope', 'scopeText']
  return isFields(approval) && hasStrings(approval, texts)
}

function isOwnTools(tools: unknown): boolean {
  if (!isFields(tools) || typeof tools['ownCopy'] !== 'boolean') return false
  return tools['mode'] === undefined || STRICTEST_FIRST.some((mode) => mode === tools['mode'])
}

function isKnownFact(kind: string): kind is keyof typeof NEEDED {
  return Object.hasOwn(NEEDED, kind)
}

function event(json: Fields): Parsed {
  return { frame: { type: 'event', event: json as unknown as ChatEvent } }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasStrings(json: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof json[name] === 'string')
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
