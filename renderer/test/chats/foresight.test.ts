import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatId } from '../../src/events/wire'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

const SHOWN = 'apple' as ChatId
const NEXT = 'pear' as ChatId

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function opened(...others: readonly string[]) {
  const server = new ContractServer()
  for (const chat of [SHOWN, NEXT, ...others]) server.add(chat, { newsSeq: 3 })
  const bench = benchOn(server)
  bench.start()
  await settle()
  bench.watching.open(SHOWN)
  await settle()
  server.requests.length = 0
  server.sent.length = 0
  return { server, bench }
}

const paths = (server: ContractServer) => server.requests.map(({ method, path }) => `${method} ${path}`)
const phase = (bench: Awaited<ReturnType<typeof opened>>['bench'], chat: string) =>
  bench.stores.latest(chat as ChatId).phase

test('a chat one rests at is there when it is opened, and nothing else has happened', async () => {
  const { server, bench } = await opened()
  const shown = bench.stores.latest(SHOWN)
  bench.foresight.at(NEXT)
  await settle(50)
  for (const event of new Run(NEXT).admit('m').events) server.happen(event)
  expect(bench.stores.latest(NEXT).view.queue).toHaveLength(1)
  expect(paths(server)).toEqual(['GET /api/chats/pear'])
  expect(bench.list.get(NEXT)?.seenSeq).toBe(0)
  expect(bench.stores.latest(SHOWN)).toBe(shown)

  const asked = server.sent.length
  bench.watching.open(NEXT)
  await settle()
  expect(server.requests).toHaveLength(1)
  expect(server.sent).toHaveLength(asked)
  bench.live.stop()
})

test('what one only passes is not asked for', async () => {
  const { server, bench } = await opened('plum')
  bench.foresight.at('plum' as ChatId)
  await settle(20)
  bench.foresight.at(NEXT)
  await settle(20)
  bench.foresight.off(NEXT)
  await settle(1_000)
  expect(paths(server)).toEqual([])
  expect(server.sent).toEqual([])
  bench.live.stop()
})

test('one chat is expected at a time, and none when one goes away', async () => {
  const others = Array.from({ length: 6 }, (_, at) => `c${at}`)
  const { server, bench } = await opened(...others)
  // So that the expected ones are not among the last few that were opened.
  for (const chat of others) bench.watching.open(chat as ChatId)()
  await settle()
  const followed = new Set<unknown>()
  const told = () => {
    for (const message of server.sent.splice(0)) {
      const { watch = [], unwatch = [] } = message as { watch?: { chat: ChatId }[]; unwatch?: ChatId[] }
      for (const { chat } of watch) followed.add(chat)
      for (const chat of unwatch) followed.delete(chat)
    }
    return ['c0', NEXT].filter((chat) => followed.has(chat))
  }
  bench.foresight.at('c0' as ChatId)
  await settle(50)
  expect(told()).toEqual(['c0'])
  bench.foresight.at(NEXT)
  await settle(50)
  expect(told()).toEqual([NEXT])
  bench.foresight.off(NEXT)
  expect(told()).toEqual([])
  bench.live.stop()
})

test('a guess that failed is not tried again once it is over', async () => {
  const others = Array.from({ length: 6 }, (_, at) => `c${at}`)
  const { server, bench } = await opened(...others)
  for (const chat of others) bench.watching.open(chat as ChatId)()
  await settle()
  let down = true
  server.on((_, path) => (down && path.startsWith('/api/chats/pear') ? { status: 500 } : undefined))
  bench.foresight.at(NEXT)
  await settle(50)
  bench.foresight.off(NEXT)
  server.requests.length = 0
  await settle(60_000)
  expect(paths(server).filter((path) => path.includes('pear'))).toEqual([])

  down = false
  bench.watching.open(NEXT)
  await settle()
  expect(phase(bench, NEXT)).toBe('ready')
  bench.live.stop()
})

test('guesses take the place of one chat that was opened, however many they are', async () => {
  const visited = Array.from({ length: 29 }, (_, at) => `v${at}`)
  const guessed = Array.from({ length: 10 }, (_, at) => `g${at}`)
  const { bench } = await opened(...visited, ...guessed)
  for (const chat of visited) bench.watching.open(chat as ChatId)()
  await settle()
  for (const chat of guessed) {
    bench.foresight.at(chat as ChatId)
    await settle(50)
  }
  expect(visited.filter((chat) => phase(bench, chat) !== 'ready')).toEqual([])
  expect(guessed.filter((chat) => phase(bench, chat) === 'ready')).toEqual(['g9'])
  bench.live.stop()
})
