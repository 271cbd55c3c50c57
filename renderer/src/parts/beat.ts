const STEP_MS = 80

/** Shows one step of a movement that has no end; steps count up from 0. */
export type Move = (step: number) => void

/**
 * Moves everything that moves for long by one timer, which runs only while there is something to move. An animation of
 * the browser would take part in every frame: thirty of them cost more than the words of thirty chats.
 */
export class Beat {
  readonly #moves = new Set<Move>()
  readonly #isStill: () => boolean
  #timer: ReturnType<typeof setInterval> | undefined
  #step = 0

  constructor(isStill: () => boolean) {
    this.#isStill = isStill
  }

  /** Shows the step the others show, and each one after it, until the function it returns is called. */
  follow(move: Move): () => void {
    this.#moves.add(move)
    move(this.#step)
    this.#timer ??= setInterval(() => this.#next(), STEP_MS)
    return () => {
      this.#moves.delete(move)
      if (this.#moves.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #next(): void {
    if (this.#isStill()) return
    this.#step++
    for (const move of this.#moves) move(this.#step)
  }
}

/** Of this window: still while nobody can see it or who looks wants no motion. */
export const beat = new Beat(() => document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches)
