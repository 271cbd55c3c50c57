import type { ChatEvent, MessageId, Snapshot } from '../events/wire'

/** NaN is a time that this window was not there to see. */
interface Span {
  readonly from: number
  readonly to?: number
}

const MOST = 500

/** How long each message was reasoned about, as far as this window was there to see it. */
export class ReasoningTimes {
  readonly #spans = new Map<MessageId, Span>()

  /** @param live whether it happens now; what comes on catching up happened some time before */
  note(event: ChatEvent, live: boolean): void {
    const now = live ? Date.now() : Number.NaN
    if (event.kind === 'reasoning') this.#begin(event.messageId, now)
    else if (event.kind === 'text') this.#end(event.messageId, now)
    else if (event.kind === 'message-posted') this.#end(event.message.id, now)
  }

  noteSnapshot(snapshot: Snapshot): void {
    for (const open of snapshot.open) {
      if (open.reasoning !== '' && open.text === '') this.#begin(open.messageId, Date.parse(open.startedAt))
    }
  }

  /** Whole seconds, at least 1; nothing when this window did not see the reasoning begin or end. */
  secondsOf(message: MessageId): number | undefined {
    const span = this.#spans.get(message)
    const took = span?.to === undefined ? Number.NaN : span.to - span.from
    return Number.isNaN(took) ? undefined : Math.max(1, Math.round(took / 1_000))
  }

  #begin(message: MessageId, from: number): void {
    if (this.#spans.has(message)) return
    this.#spans.set(message, { from })
    const oldest = this.#spans.keys().next()
    if (this.#spans.size > MOST && !oldest.done) this.#spans.delete(oldest.value)
  }

  #end(message: MessageId, to: number): void {
    const span = this.#spans.get(message)
    if (span && span.to === undefined) this.#spans.set(message, { ...span, to })
  }
}
