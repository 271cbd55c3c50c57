import type { DropReason } from '../events/parse'

/** What was dropped or refused, counted by reason. Says it on the console too, without flooding it. */
export class Diagnostics {
  readonly #dropped = new Map<string, number>()

  dropped(reason: DropReason | 'storage', detail: string): void {
    const count = (this.#dropped.get(reason) ?? 0) + 1
    this.#dropped.set(reason, count)
    if (count <= 20 || count % 1000 === 0) console.warn(`carillon: dropped (${reason}, ${count}): ${detail}`)
  }

  snapshot(): { readonly dropped: Readonly<Record<string, number>> } {
    return { dropped: Object.fromEntries(this.#dropped) }
  }
}
