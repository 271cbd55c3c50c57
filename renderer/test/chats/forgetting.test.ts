import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatId, MessageId } from '../../src/events/wire'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

const CHAT = 'apple' as ChatId

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function follow(chat = CHAT) {
  const server = new ContractServer()
  server.add(chat)
  const bench = benchOn(server)
  bench.start()
  await settle(5)
  const close = bench.watching.open(chat)
  await settle(5)
  const run = new Run(chat)
  const say = (messages: number) => {
    const from = run.events.length
    for (let at = 0; at < messages; at++)
      run.fact({ kind: 'notice-posted', messageId: `n${from + at}` as MessageId, text: 'x' })
    for (const event of run.events.slice(from)) server.happen(event)
  }
  const view = () => bench.stores.latest(chat).view
  return { bench, close, say, view }
}

test('a chat on screen keeps what it has, one that leaves the screen only its last messages', async () => {
  const { bench, close, say, view } = await follow()
  say(250)
  expect(view().messages).toHaveLength(250)
  expect(view().before).toBeUndefined()
  close()
  expect(view().messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, at) => 151 + at))
  expect(view().before).toBe(151)
  expect(view().seq).toBe(250)
  bench.live.stop()
})

test('a chat that writes on while nobody looks does not grow without end', async () => {
  const { bench, close, say, view } = await follow()
  close()
  say(1_000)
  expect(view().messages.length).toBeLessThanOrEqual(200)
  expect(view().messages.at(-1)?.seq).toBe(1_000)
  expect(view().before).toBe(view().messages[0]?.seq)
  bench.live.stop()
})

test('a chat that was left in its middle is kept whole, and so is one that another pane shows', async () => {
  const { bench, close, say, view } = await follow()
  const other = bench.watching.open(CHAT)
  say(250)
  close()
  expect(view().messages).toHaveLength(250)
  bench.places.leave(CHAT, { message: 'n10' as MessageId, offset: 0 })
  other()
  expect(view().messages).toHaveLength(250)
  bench.live.stop()
})
