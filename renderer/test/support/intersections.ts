/** Plays the browser's word on what is near the screen: everything, until a test says otherwise or nothing at all. */
export class Intersections {
  static isNear: (target: Element) => boolean | undefined = () => true
  static #all = new Set<Intersections>()

  readonly #report: (entries: readonly object[]) => void
  readonly #targets = new Set<Element>()

  constructor(report: (entries: readonly object[]) => void) {
    this.#report = report
    Intersections.#all.add(this)
  }

  /** Everything moved: each element is told anew where it stands. */
  static move(isNear: (target: Element) => boolean): void {
    Intersections.isNear = isNear
    for (const each of Intersections.#all) each.#tell([...each.#targets])
  }

  static reset(): void {
    Intersections.isNear = () => true
    Intersections.#all.clear()
  }

  observe(target: Element): void {
    this.#targets.add(target)
    this.#tell([target])
  }

  unobserve(target: Element): void {
    this.#targets.delete(target)
  }

  disconnect(): void {
    this.#targets.clear()
    Intersections.#all.delete(this)
  }

  #tell(targets: readonly Element[]): void {
    const entries = targets
      .map((target) => ({ target, isIntersecting: Intersections.isNear(target) }))
      .filter(({ isIntersecting }) => isIntersecting !== undefined)
      .map((entry) => ({ ...entry, boundingClientRect: { height: 777 } }))
    if (entries.length > 0) this.#report(entries)
  }
}
