import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reduce } from '../../src/events/reduce'
import { emptyView, type ChatView } from '../../src/events/view'
import type { ChatEvent, ChatId } from '../../src/events/wire'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'
import { fullRun, seeded } from '../support/runs'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function watchedBench(chats: readonly string[]) {
  const server = new ContractServer()
  const ids = chats.map((chat) => server.add(chat))
  const bench = benchOn(server)
  bench.start()
  await settle()
  for (const id of ids) bench.watching.open(id)
  await settle()
  return { server, bench, ids }
}

const alone = (events: readonly ChatEvent[]): ChatView =>
  events.reduce(reduce, { ...emptyView, loaded: true })

describe('many chats over one connection', () => {
  test('whatever the order of arrival, each chat is what it would be alone, and no event touches another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.integer(),
        fc.infiniteStream(fc.nat()),
        async (count, seed, picks) => {
          const names = Array.from({ length: count }, (_, index) => `canary${index}x`)
          const { server, bench, ids } = await watchedBench(names)
          const random = seeded(seed)
          const runs = names.map((name) => fullRun(name, random))
          const waiting = runs.map((run) => [...run.events])
          for (const pick of picks) {
            const open = waiting.filter((events) => events.length > 0)
            const event = open[pick % Math.max(1, open.length)]?.shift()
            if (!event) break
            const before = ids.map((id) => bench.stores.latest(id))
            server.happen(event)
            for (const [index, id] of ids.entries()) {
              if (id !== event.chatId) expect(bench.stores.latest(id)).toBe(before[index])
            }
          }
          for (const [index, run] of runs.entries()) {
            const view = bench.stores.of(ids[index] as ChatId).getState().view
            expect(view).toEqual(alone(run.events))
            const foreign = names.filter((name) => name !== names[index])
            for (const canary of foreign) expect(JSON.stringify(view)).not.toContain(canary)
          }
          bench.live.stop()
        },
      ),
      { numRuns: 60, seed: 20301 },
    )
  })

  test('events of a chat nobody watches here, or of none, are dropped, counted and said', async () => {
    const { server, bench, ids } = await watchedBench(['mine', 'other'])
    const before = ids.map((id) => bench.stores.latest(id))

    server.push({
      event: { kind: 'notice-posted', chatId: 'foreign', seq: 1, at: '', messageId: 'x', text: 'leak' },
    })
    server.push({ event: { kind: 'notice-posted', seq: 1, at: '', messageId: 'x', text: 'leak' } })
    server.push({ event: { kind: 'text', chatId: '', text: 'leak' } })
    server.push({ rubbish: true })

    expect(ids.map((id) => bench.stores.latest(id))).toEqual(before)
    expect(bench.stores.latest('foreign' as ChatId).view).toBe(emptyView)
    expect(bench.diagnostics.snapshot().dropped).toEqual({
      'not-watched': 1,
      'no-chat': 2,
      'unknown-frame': 1,
    })
    expect(console.warn).toHaveBeenCalledTimes(4)
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('notice-posted of foreign'))
  })

  test('an answer to an earlier watch of a chat does not count for its present one', async () => {
    const { server, bench, ids } = await watchedBench(['c'])
    const run = fullRun('c', seeded(5))
    for (const event of run.events) server.happen(event)
    const view = bench.stores.latest(ids[0] as ChatId).view

    server.push({ reset: 'c', id: 'long ago' })

    expect(bench.stores.latest(ids[0] as ChatId).view).toBe(view)
  })
})
