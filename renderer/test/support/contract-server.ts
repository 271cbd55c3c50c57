import type { Socket } from '../../src/chats/live'
import { reduce } from '../../src/events/reduce'
import { activityOf } from '../../src/events/status'
import { canUndo, emptyView, type ChatView } from '../../src/events/view'
import type { ChatEvent, ChatId, ChatSummary, Snapshot } from '../../src/events/wire'

interface Line {
  readonly facts: ChatEvent[]
  /** That what was written of a message's calls was void once. */
  readonly takenBack: ChatEvent[]
  view: ChatView
  summary: ChatSummary
}

type Answer = { readonly status: number; readonly body?: unknown }
type Route = (method: string, path: string, body: unknown) => Answer | Promise<Answer | undefined> | undefined

/**
 * The server's side of docs/http.md in memory: it watches, replays after a cursor, sends open text from offset 0 and
 * can cut the connection at any moment. `on` answers requests before the built-in routes do.
 */
export class ContractServer {
  readonly requests: { readonly method: string; readonly path: string; readonly body: unknown }[] = []
  readonly sent: unknown[] = []
  readonly #lines = new Map<ChatId, Line>()
  readonly #watched = new Set<ChatId>()
  readonly #routes: Route[] = []
  #socket: FakeSocket | undefined
  #held: unknown[] | undefined
  dead = false

  add(chat: string, summary: Partial<ChatSummary> = {}): ChatId {
    const id = chat as ChatId
    this.#lines.set(id, {
      facts: [],
      takenBack: [],
      view: { ...emptyView, loaded: true },
      summary: summaryOf(id, summary),
    })
    return id
  }

  on(route: Route): void {
    this.#routes.unshift(route)
  }

  /** The log grows; whoever watches is told. */
  happen(event: ChatEvent): void {
    const line = this.#line(event.chatId)
    line.view = reduce(line.view, event)
    if ('seq' in event) line.facts.push(event)
    if (event.kind === 'tool-arguments' && event.text === '') line.takenBack.push(event)
    if (this.#watched.has(event.chatId)) this.push({ event })
  }

  summarise(chat: ChatId, change: Partial<ChatSummary>): void {
    const line = this.#line(chat)
    line.summary = { ...line.summary, ...change, version: line.summary.version + 1 }
    this.push({ summary: line.summary })
  }

  /** What the window says is not heard until `hearAgain`. */
  hearLater(): void {
    this.#held = []
  }

  hearAgain(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const message of held) this.#told(message)
  }

  push(frame: unknown): void {
    this.#socket?.hear(frame)
  }

  cut(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#watched.clear()
    socket?.onclose?.({} as CloseEvent)
  }

  readonly connect = (): Socket => {
    const socket = new FakeSocket((message) => this.#told(message))
    queueMicrotask(() => {
      if (this.dead) {
        socket.onclose?.({} as CloseEvent)
        return
      }
      this.#socket = socket
      socket.onopen?.({} as Event)
    })
    return socket
  }

  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (this.dead) throw new TypeError('no connection')
    const method = init.method ?? 'GET'
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined
    this.requests.push({ method, path, body })
    for (const route of this.#routes) {
      const answer = await route(method, path, body)
      if (answer) return response(answer)
    }
    return response(this.#builtIn(method, path, body))
  }

  #builtIn(method: string, path: string, body: unknown): Answer {
    if (path === '/api/health') return { status: 200, body: {} }
    if (path === '/api/worlds') {
      const world = {
        id: 'w',
        name: 'World',
        version: 1,
        createdAt: '',
        variables: {},
        agents: [],
        tools: { mode: 'ask' },
      }
      return { status: 200, body: { items: [world] } }
    }
    if (path.startsWith('/api/worlds/w/chats')) {
      return { status: 200, body: { items: [...this.#lines.values()].map((line) => line.summary) } }
    }
    const [chat, action] = path.replace('/api/chats/', '').split(/[/?]/)
    const line = this.#lines.get(decodeURIComponent(chat ?? '') as ChatId)
    if (!line) return { status: 404, body: { code: 'chat-not-found', detail: 'There is no such chat.' } }
    if (method === 'GET') return { status: 200, body: snapshotOf(line) }
    if (action === 'messages') {
      const { id } = body as { id: string }
      return { status: 202, body: { messageId: id, state: 'started' } }
    }
    return { status: 204 }
  }

  #told(message: unknown): void {
    if (this.#held) {
      this.#held.push(message)
      return
    }
    this.sent.push(message)
    const { watch = [], unwatch = [] } = message as {
      watch?: { chat: ChatId; after: number; id: string }[]
      unwatch?: ChatId[]
    }
    for (const chat of unwatch) this.#watched.delete(chat)
    for (const { chat, after, id } of watch) {
      const line = this.#lines.get(chat)
      if (!line) {
        this.push({ error: chat, id, code: 'chat-not-found' })
        continue
      }
      this.push({ watching: chat, id, cutoff: line.view.seq })
      let from = after
      if (after > line.view.seq) {
        this.push({ reset: chat, id })
        from = 0
      }
      for (const event of line.facts) if ('seq' in event && event.seq > from) this.push({ event })
      for (const { ended, text, reasoning, calls, startedAt: _, ...open } of line.view.open) {
        if (ended) continue
        if (reasoning)
          this.push({ event: { kind: 'reasoning', chatId: chat, ...open, text: reasoning, offset: 0 } })
        if (text) this.push({ event: { kind: 'text', chatId: chat, ...open, text, offset: 0 } })
        for (const event of line.takenBack)
          if (event.kind === 'tool-arguments' && event.messageId === open.messageId) this.push({ event })
        for (const call of calls)
          this.push({ event: { kind: 'tool-arguments', chatId: chat, ...open, ...call, offset: 0 } })
      }
      for (const { startedAt: _, tool: _tool, ...open } of line.view.tools) {
        if (open.text) this.push({ event: { kind: 'tool-output', chatId: chat, ...open, offset: 0 } })
      }
      this.push({ caughtUp: chat, id })
      this.#watched.add(chat)
    }
  }

  #line(chat: ChatId): Line {
    const line = this.#lines.get(chat)
    if (!line) throw new Error(`no chat ${chat}`)
    return line
  }
}

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly #tell: (message: unknown) => void

  constructor(tell: (message: unknown) => void) {
    this.#tell = tell
  }

  hear(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent)
  }

  send(data: string): void {
    this.#tell(JSON.parse(data))
  }

  close(): void {}
}

export function summaryOf(id: string, change: Partial<ChatSummary> = {}): ChatSummary {
  return {
    id: id as ChatId,
    worldId: 'w' as ChatSummary['worldId'],
    title: id,
    titleSource: 'model',
    status: 'idle',
    lastSeq: 0,
    newsSeq: 0,
    seenSeq: 0,
    queued: 0,
    createdAt: '2030-01-01T00:00:00.000Z',
    updatedAt: '2030-01-01T00:00:00.000Z',
    version: 1,
    ...change,
  }
}

function snapshotOf({ view, summary }: Line): Snapshot {
  return {
    chat: view.deleted ? { ...summary, deletedAt: summary.updatedAt } : summary,
    seq: view.seq,
    status: activityOf(view)?.status ?? 'idle',
    messages: view.messages,
    open: view.open.filter((open) => !open.ended).map(({ ended: _, ...open }) => open),
    ...(view.turn && { turn: view.turn }),
    ...(view.lastTurn && { lastTurn: view.lastTurn }),
    canUndo: canUndo(view),
    ...(view.branchedFrom && { branchedFrom: view.branchedFrom }),
    queue: view.queue,
    ...(view.queuePaused && { queuePaused: view.queuePaused }),
    questions: view.questions,
    approvals: view.approvals,
    tools: view.tools,
    ownTools: view.ownTools,
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 0 },
  }
}

/** A response whose body is there at once: reading a real one takes turns of the event loop that fake timers do not make. */
function response({ status, body }: Answer): Response {
  const text = status === 204 ? '' : JSON.stringify(body ?? {})
  const bytes = body instanceof Uint8Array ? body.slice().buffer : new ArrayBuffer(0)
  return {
    ok: status < 300,
    status,
    text: () => Promise.resolve(text),
    arrayBuffer: () => Promise.resolve(bytes),
  } as Response
}
