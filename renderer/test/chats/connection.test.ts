import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatId } from '../../src/events/wire'
import { benchOn, MemoryKeep, settle } from '../support/benches'
import { ContractServer, summaryOf } from '../support/contract-server'
import { Run } from '../support/runs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function running(attentive = () => true) {
  const server = new ContractServer()
  const chat = server.add('c')
  const bench = benchOn(server, new MemoryKeep(), attentive)
  bench.start()
  await settle()
  bench.watching.open(chat)
  await settle()
  return { server, bench, chat }
}

describe('the connection', () => {
  test('comes back by itself, says so, and lists what happened meanwhile', async () => {
    const { server, bench, chat } = await running()
    expect(bench.link.store.getState()).toBe('live')
    server.dead = true
    server.cut()
    expect(bench.link.store.getState()).toBe('lost')
    server.summarise(chat, { title: 'renamed meanwhile' })
    await settle(20_000)
    expect(bench.link.store.getState()).toBe('lost')
    expect(bench.stores.latest(chat).phase).toBe('ready')

    server.dead = false
    await settle(8_500)
    expect(['caught-up', 'live']).toContain(bench.link.store.getState())
    expect(bench.list.get(chat)?.title).toBe('renamed meanwhile')
    await settle(3_000)
    expect(bench.link.store.getState()).toBe('live')
    bench.live.stop()
  })

  test('that is silent is asked, and given up when it does not answer', async () => {
    const { server, bench } = await running()
    await settle(60_000)
    expect(bench.link.store.getState()).toBe('live')

    server.push = () => undefined
    await settle(40_000)
    expect(bench.link.store.getState()).not.toBe('live')
    bench.live.stop()
  })

  test('is not dialled again once the server does not know us', async () => {
    const { server, bench } = await running()
    server.on(() => ({ status: 401, body: { code: 'no-token', detail: '' } }))
    server.cut()
    await settle(30_000)
    expect(bench.locked.getState()).toBe(true)
    const asked = server.requests.length
    await settle(60_000)
    expect(server.requests.length).toBe(asked)
  })
})

describe('what has been seen', () => {
  const seenPosts = (server: ContractServer) =>
    server.requests.filter(({ path }) => path.endsWith('/seen')).map(({ body }) => body)

  test('is told only from a focused window, for news only, and only forward', async () => {
    let attentive = true
    const { server, bench, chat } = await running(() => attentive)
    bench.seen.shown(chat, 5)
    expect(seenPosts(server)).toEqual([])

    server.summarise(chat, { newsSeq: 5, lastSeq: 6 })
    attentive = false
    bench.seen.shown(chat, 5)
    await settle()
    expect(seenPosts(server)).toEqual([])

    attentive = true
    bench.seen.shown(chat, 5)
    bench.seen.shown(chat, 5)
    server.summarise(chat, { newsSeq: 8, seenSeq: 0 })
    bench.seen.shown(chat, 4)
    await settle()
    expect(seenPosts(server)).toEqual([{ seq: 5 }])
    expect(bench.list.get(chat)?.seenSeq).toBe(5)
    bench.live.stop()
  })
})

describe('commands', () => {
  test('stop names the chat and its turn, and pauses the queue when something waits in it', async () => {
    const { server, bench, chat } = await running()
    const run = new Run('c').admit('m').begin('t', 'm')
    for (const event of run.events) server.happen(event)
    await bench.commands.stop(chat, 't' as never)
    for (const event of run.admit('n').events.slice(-1)) server.happen(event)
    await bench.commands.stop(chat, 't' as never)
    expect(
      server.requests.filter(({ path }) => path === '/api/chats/c/stop').map(({ body }) => body),
    ).toEqual([
      { turnId: 't', queue: 'continue' },
      { turnId: 't', queue: 'pause' },
    ])
    bench.live.stop()
  })

  test('a new chat is an untouched one if there is one, and asking twice makes one', async () => {
    const { server, bench } = await running()
    let made = 0
    server.on((method, path) => {
      if (method !== 'POST' || path !== '/api/worlds/w/chats') return undefined
      made++
      return { status: 201, body: summaryOf(`new${made}`, { titleSource: 'none', lastSeq: 1 }) }
    })
    const world = 'w' as never
    const both = await Promise.all([bench.commands.newChat(world), bench.commands.newChat(world)])
    expect(both).toEqual(['new1', 'new1'])
    expect(await bench.commands.newChat(world)).toBe('new1')
    bench.drafts.write('new1' as ChatId, 'something typed')
    expect(await bench.commands.newChat(world)).toBe('new2')
    bench.live.stop()
  })

  test('a deleted chat leaves the list at once and comes back on undo', async () => {
    const { server, bench, chat } = await running()
    server.on((method, path) =>
      path.endsWith('/restore') && method === 'POST'
        ? { status: 200, body: summaryOf('c', { version: 9 }) }
        : undefined,
    )
    await bench.commands.remove(chat)
    expect(bench.list.get(chat)?.deletedAt).toBeDefined()
    const [notice] = bench.notices.store.getState()
    notice?.action?.run()
    await settle()
    expect(bench.list.get(chat)?.deletedAt).toBeUndefined()
    bench.live.stop()
  })

  test('what fails is said in words and thrown at nobody', async () => {
    const { server, bench, chat } = await running()
    server.on((method) =>
      method === 'PATCH'
        ? { status: 400, body: { code: 'bad-title', detail: 'A title needs a letter.' } }
        : undefined,
    )
    await bench.commands.rename(chat, '…')
    expect(bench.notices.store.getState()).toMatchObject([
      { tone: 'bad', text: 'The chat could not be renamed. A title needs a letter.' },
    ])
    bench.live.stop()
  })
})
