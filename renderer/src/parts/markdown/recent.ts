/** A bounded memory for what is dear to make: the least recently used goes first. */
export class Recent<V> {
  readonly #most: number
  readonly #values = new Map<string, V>()

  constructor(most: number) {
    this.#most = most
  }

  get(key: string, make: () => V): V {
    let value = this.#values.get(key)
    if (value === undefined) value = make()
    else this.#values.delete(key)
    this.#values.set(key, value)
    const oldest = this.#values.keys().next()
    if (this.#values.size > this.#most && !oldest.done) this.#values.delete(oldest.value)
    return value
  }
}
