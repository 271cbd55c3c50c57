/** A bounded memory for what is dear to make: the least recently used goes first. */
export class Recent<V> {
  readonly #most: number
  readonly #values = new Map<string, V>()
  #characters = 0

  /** @param most how many characters all keys may have together; a longer key is not kept */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string, make: () => V): V {
    let value = this.#values.get(key)
    if (value === undefined) value = make()
    else this.#drop(key)
    if (key.length <= this.#most) this.#keep(key, value)
    return value
  }

  #keep(key: string, value: V): void {
    this.#values.set(key, value)
    this.#characters += key.length
    for (const oldest of this.#values.keys()) {
      if (this.#characters <= this.#most) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    if (this.#values.delete(key)) this.#characters -= key.length
  }
}
