import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import type { World, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'

export function useWorld(id: WorldId): World | undefined {
  return useStore(useBench().worlds.store, ({ items }) => items.find((world) => world.id === id))
}

/** The name an agent goes by; one that was deleted since goes by its id. */
export function useAgentName(world: WorldId, agent: string | undefined): string {
  return useAgentNames(world)(agent)
}

export function useAgentNames(world: WorldId): (agent: string | undefined) => string {
  const agents = useWorld(world)?.agents
  return (agent) => oneLine(agents?.find(({ id }) => id === agent)?.name ?? agent ?? 'Agent') || 'Agent'
}
