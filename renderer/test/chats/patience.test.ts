import { afterEach, expect, test, vi } from 'vitest'
import { Api } from '../../src/chats/api'
import { Http } from '../../src/chats/http'
import type { ChatId, WorldId } from '../../src/events/wire'

const SERVER_STARTS_WITHIN_MS = 75_000
const GIT_ENDS_WITHIN_MS = 300_000

afterEach(() => vi.restoreAllMocks())

test('what starts programs or copies folders is waited for as long as the server may need', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout')
  const api = new Api(
    new Http(
      async () => new Response('{}'),
      () => undefined,
    ),
  )
  const chat = 'apple' as ChatId
  const world = 'w' as WorldId
  const limitOf = async (ask: () => Promise<unknown>) => {
    await ask()
    return limits.mock.lastCall?.[0] ?? 0
  }
  expect(await limitOf(() => api.restartToolServer(world, 's'))).toBeGreaterThan(SERVER_STARTS_WITHIN_MS)
  expect(await limitOf(() => api.changeTools(chat, { ownCopy: true }))).toBeGreaterThan(GIT_ENDS_WITHIN_MS)
  expect(await limitOf(() => api.changes(chat))).toBeGreaterThan(GIT_ENDS_WITHIN_MS)
  expect(await limitOf(() => api.merge(chat))).toBeGreaterThan(GIT_ENDS_WITHIN_MS)
  expect(await limitOf(() => api.attention(world))).toBeLessThan(60_000)
})
