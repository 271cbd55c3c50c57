import { useEffect } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { groupOf } from '../events/status'
import type { Summaries } from '../events/summaries'
import { useBench } from '../parts/bench'
import type { Route } from '../parts/navigation'

/** The tab says which chat it shows, how many others need the person, and whether anything works. */
export function useDocumentTitle(route: Route): void {
  const { list, frames } = useBench()
  const shown = route.at === 'chat' ? route.chat : undefined
  const title = useStore(list.store, (summaries) => titleOf(summaries, shown))
  useEffect(() => frames.after(() => (document.title = title)), [frames, title])
}

export function titleOf(summaries: Summaries, shown: string | undefined): string {
  let needing = 0
  let working = false
  for (const chat of Object.values(summaries)) {
    if (chat.deletedAt !== undefined) continue
    const group = groupOf(chat)
    if (group === 'needs-you' && chat.id !== shown) needing++
    if (group === 'working') working = true
  }
  const found = Object.values(summaries).find((chat) => chat.id === shown)
  const name = found ? `${oneLine(found.title)} · Carillon` : 'Carillon'
  return `${needing > 0 ? `(${needing}) ` : ''}${working ? '• ' : ''}${name}`
}
