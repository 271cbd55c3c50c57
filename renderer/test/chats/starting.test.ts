import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WorldId } from '../../src/events/wire'
import { benchOn, settle } from '../support/benches'
import { ContractServer, summaryOf } from '../support/contract-server'

const WORLD = 'w' as WorldId

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that makes chats, but answers only once it is let. */
async function slowBench() {
  const server = new ContractServer()
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  let made = 0
  server.on((method, path) => {
    if (method !== 'POST' || path !== '/api/worlds/w/chats') return undefined
    const id = server.add(`made${++made}`)
    return gate.then(() => ({ status: 201, body: summaryOf(id) }))
  })
  const bench = benchOn(server)
  bench.start()
  await settle()
  return { server, bench, answer: release }
}

test('prompts started in quick succession are chats of their own, each with its own message', async () => {
  const { server, bench, answer } = await slowBench()

  const started = ['one', 'two', 'three'].map((text) => bench.commands.startChat(WORLD, text))
  answer()
  await settle()

  expect(new Set(await Promise.all(started)).size).toBe(3)
  const sent = server.requests.filter(({ path }) => path.endsWith('/messages'))
  expect(sent.map(({ path }) => path)).toEqual([
    '/api/chats/made1/messages',
    '/api/chats/made2/messages',
    '/api/chats/made3/messages',
  ])
  expect(sent.map(({ body }) => (body as { text: string }).text)).toEqual(['one', 'two', 'three'])
})

test('asking twice for an empty chat makes one', async () => {
  const { bench, answer } = await slowBench()

  const first = bench.commands.newChat(WORLD)
  const second = bench.commands.newChat(WORLD)
  answer()
  await settle()

  expect(await second).toBe(await first)
})

test('an empty chat is never the one a prompt is being started in', async () => {
  const { bench, answer } = await slowBench()

  const prompt = bench.commands.startChat(WORLD, 'hello')
  const empty = bench.commands.newChat(WORLD)
  answer()
  await settle()

  expect(await empty).not.toBe(await prompt)
})
