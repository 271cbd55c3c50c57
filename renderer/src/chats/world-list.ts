import { createStore } from 'zustand/vanilla'
import type { World, WorldId } from '../events/wire'
import type { Api } from './api'
import { Problem } from './http'

export interface Worlds {
  readonly loaded: boolean
  readonly items: readonly World[]
}

/** The worlds with their agents; a newer version replaces an older one. */
export class WorldList {
  readonly store = createStore<Worlds>(() => ({ loaded: false, items: [] }))
  readonly #api: Pick<Api, 'worlds' | 'world'>

  constructor(api: Pick<Api, 'worlds' | 'world'>) {
    this.#api = api
  }

  async load(): Promise<readonly World[]> {
    const items = await this.#api.worlds()
    const known = this.store.getState().items
    const newest = items.map((world) => {
      const have = known.find(({ id }) => id === world.id)
      return have && have.version > world.version ? have : world
    })
    this.store.setState({ loaded: true, items: newest }, true)
    return newest
  }

  receive(world: World): void {
    this.store.setState(({ loaded, items }) => {
      const have = items.find(({ id }) => id === world.id)
      if (!have) return { loaded, items: [...items, world] }
      if (have.version > world.version) return { loaded, items }
      return { loaded, items: items.map((item) => (item.id === world.id ? world : item)) }
    }, true)
  }

  /** What the world used since is no new version of it, so it is asked for. */
  async refresh(world: WorldId): Promise<void> {
    try {
      this.receive(await this.#api.world(world))
    } catch {
      // What is shown is what was known last; the connection line says that the server is away.
    }
  }

  remove(world: WorldId): void {
    this.store.setState(
      ({ loaded, items }) => ({ loaded, items: items.filter(({ id }) => id !== world) }),
      true,
    )
  }

  /** The server says this world changed. Resolves to true when it is one this window had not known. */
  async changed(world: WorldId, version: number, deleted: boolean): Promise<boolean> {
    if (deleted) {
      this.remove(world)
      return false
    }
    const have = this.store.getState().items.find(({ id }) => id === world)
    if (have && have.version >= version) return false
    try {
      this.receive(await this.#api.world(world))
      return have === undefined
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.remove(world)
      return false
    }
  }
}
