import { act, cleanup, render } from '@testing-library/react'
import { vi } from 'vitest'
import type { ChatId, WorldId } from '../../src/events/wire'
import { ChatPane } from '../../src/panes/chat-pane'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, MemoryKeep, settle } from './benches'
import { ContractServer } from './contract-server'
import { Intersections } from './intersections'
import type { Run } from './runs'

const WORLD = 'w' as WorldId
export const CHAT = 'apple' as ChatId

/** What jsdom lacks, and time that stands still. */
export function playBrowser(): void {
  vi.useFakeTimers()
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.stubGlobal('IntersectionObserver', Intersections)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.stubGlobal('CSS', { escape: (text: string) => text })
}

export function endBrowser(): void {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Intersections.reset()
}

/** A window that shows one chat, with this behind it. */
export async function openChat(before?: Run, keep = new MemoryKeep()) {
  const server = new ContractServer()
  server.add(CHAT)
  for (const event of before?.events ?? []) server.happen(event)
  const bench = benchOn(server, keep)
  bench.start()
  const pane = (
    <BenchContext value={bench}>
      <ChatPane chat={CHAT} world={WORLD} />
    </BenchContext>
  )
  const { unmount } = render(pane)
  await act(() => settle(10))
  return { server, bench, unmount, reopen: () => render(pane) }
}

/** The events of the run from this one on happen. */
export const happen = (server: ContractServer, run: Run, from: number) =>
  act(async () => {
    for (const event of run.events.slice(from)) server.happen(event)
  })
