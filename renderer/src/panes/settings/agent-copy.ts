import type { Agent } from '../../events/wire'

const MOST_ID_CHARS = 64

/** The same agent under the next id and name that are free: `ada-2`, “Ada 2”. */
export function copyOf(agent: Agent, others: readonly Agent[]): Agent {
  const ids = new Set(others.map(({ id }) => id))
  const stem = agent.id.replace(/-\d+$/, '')
  let count = 2
  const id = () => `${stem.slice(0, MOST_ID_CHARS - `-${count}`.length)}-${count}`
  while (ids.has(id())) count++
  return { ...agent, id: id(), name: `${agent.name.replace(/ \d+$/, '')} ${count}` }
}

/** The ids with one of them moved up (-1) or down (1); the same list when there is no place to move to. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const at = ids.indexOf(id)
  const other = ids[at + by]
  if (at < 0 || other === undefined) return ids
  return ids.map((each, place) => (place === at ? other : place === at + by ? id : each))
}
