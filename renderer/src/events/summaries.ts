import type { ChatId, ChatSummary, WorldId } from './wire'

export type Summaries = Readonly<Record<ChatId, ChatSummary>>

/** Keeps the higher version of each chat. */
export function withSummaries(known: Summaries, arrived: readonly ChatSummary[]): Summaries {
  const newer = arrived.filter((summary) => (known[summary.id]?.version ?? -1) < summary.version)
  if (newer.length === 0) return known
  const next: Record<ChatId, ChatSummary> = { ...known }
  for (const summary of newer) {
    if ((next[summary.id]?.version ?? -1) < summary.version) next[summary.id] = summary
  }
  return next
}

/** Drops chats of a world that were known before a complete list was asked for and are not in it. */
export function withoutVanished(
  known: Summaries,
  world: WorldId,
  asked: ReadonlySet<ChatId>,
  listed: readonly ChatSummary[],
): Summaries {
  const present = new Set(listed.map((summary) => summary.id))
  const gone = Object.values(known).filter(
    (chat) =>
      chat.worldId === world && chat.deletedAt === undefined && asked.has(chat.id) && !present.has(chat.id),
  )
  if (gone.length === 0) return known
  const next: Record<ChatId, ChatSummary> = { ...known }
  for (const chat of gone) delete next[chat.id]
  return next
}
