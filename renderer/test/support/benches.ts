import { vi } from 'vitest'
import type { Keep } from '../../src/chats/drafts'
import { Frames } from '../../src/chats/frames'
import { Workbench } from '../../src/chats/workbench'
import type { ChatView } from '../../src/events/view'
import type { ContractServer } from './contract-server'

export class MemoryKeep implements Keep {
  readonly kept = new Map<string, string>()
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value)
  }
  removeItem(key: string): void {
    this.kept.delete(key)
  }
}

export function benchOn(
  server: ContractServer,
  keep: Keep = new MemoryKeep(),
  attentive = () => true,
): Workbench {
  return new Workbench({
    fetch: server.fetch,
    connect: server.connect,
    keep,
    attentive,
    frames: new Frames((run) => run()),
  })
}

/** Lets everything that is due now happen. Needs fake timers. */
export async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

/**
 * A view without what is not replayed: the last status word, text whose call has ended but not yet its message, and the
 * rows that were taken out.
 */
export function lasting({ live: _, rewound, ...view }: ChatView) {
  return { ...view, open: view.open.filter((open) => !open.ended), canUndo: rewound.length > 0 }
}
