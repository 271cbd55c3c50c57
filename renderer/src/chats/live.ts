import { parseFrame } from '../events/parse'
import type { ChatId, LiveFrame } from '../events/wire'
import { backOffMs } from './back-off'
import type { Diagnostics } from './diagnostics'

export type ToServer =
  | { readonly watch: readonly { readonly chat: ChatId; readonly after: number; readonly id: string }[] }
  | { readonly unwatch: readonly ChatId[] }

export interface Socket {
  onopen: ((event: Event) => void) | null
  onmessage: ((message: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
  send(data: string): void
  close(): void
}

export interface LiveParts {
  readonly connect: () => Socket
  /** Resolves when the server answers at all. */
  readonly health: () => Promise<unknown>
  readonly diagnostics: Diagnostics
  readonly onOpen: () => void
  readonly onLost: () => void
  readonly onFrame: (frame: LiveFrame) => void
  /** Asks for something that the live connection itself must answer; false when there is nothing to ask. */
  readonly probe: () => boolean
}

const OPEN_LIMIT_MS = 10_000
const SILENCE_MS = 20_000
const PROBE_LIMIT_MS = 6_000

/**
 * The window's one live connection. It comes back by itself, and notices a dead one: a browser cannot see pings, so
 * after silence the server's health and then the connection itself are asked.
 */
export class Live {
  readonly #parts: LiveParts
  #socket: Socket | undefined
  #open = false
  #attempt = 0
  #heardAt = 0
  #wanted = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #pulse: ReturnType<typeof setInterval> | undefined
  #checking = false

  constructor(parts: LiveParts) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#open
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#pulse = setInterval(() => void this.check(SILENCE_MS), 5_000)
    this.#dial()
  }

  stop(): void {
    this.#wanted = false
    clearInterval(this.#pulse)
    clearTimeout(this.#retry)
    this.#hangUp()
  }

  send(message: ToServer): void {
    if (this.#open) this.#socket?.send(JSON.stringify(message))
  }

  /** Makes sure the connection lives if nothing was heard for a while; called too when the window wakes up. */
  async check(silenceMs: number): Promise<void> {
    if (!this.#wanted || this.#checking) return
    if (!this.#open) {
      if (silenceMs < SILENCE_MS) this.#dialSoon(0)
      return
    }
    if (Date.now() - this.#heardAt < silenceMs) return
    this.#checking = true
    try {
      const asked = this.#socket
      await this.#parts.health()
      const before = this.#heardAt
      if (this.#parts.probe()) {
        await new Promise((resolve) => setTimeout(resolve, PROBE_LIMIT_MS))
        if (this.#socket === asked && this.#heardAt === before) this.#lose()
      }
    } catch {
      this.#lose()
    } finally {
      this.#checking = false
    }
  }

  #dial(): void {
    if (!this.#wanted) return
    this.#hangUp()
    const socket = this.#parts.connect()
    this.#socket = socket
    const limit = setTimeout(() => this.#socket === socket && !this.#open && this.#lose(), OPEN_LIMIT_MS)
    socket.onopen = () => {
      clearTimeout(limit)
      this.#open = true
      this.#attempt = 0
      this.#heardAt = Date.now()
      this.#parts.onOpen()
    }
    socket.onmessage = ({ data }) => {
      this.#heardAt = Date.now()
      const parsed = parseFrame(String(data))
      if ('frame' in parsed) this.#parts.onFrame(parsed.frame)
      else this.#parts.diagnostics.dropped(parsed.dropped, parsed.detail)
    }
    socket.onclose = () => {
      clearTimeout(limit)
      this.#lose()
    }
  }

  #lose(): void {
    this.#hangUp()
    if (!this.#wanted) return
    this.#parts.onLost()
    // Only an HTTP answer can tell a closed door (401) from a server that is away.
    void this.#parts.health().catch(() => undefined)
    this.#dialSoon(backOffMs(this.#attempt++, 300, 8_000))
  }

  #dialSoon(ms: number): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#dial(), ms)
  }

  #hangUp(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#open = false
    if (!socket) return
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }
}
