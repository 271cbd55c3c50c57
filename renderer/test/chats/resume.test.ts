import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reduce } from '../../src/events/reduce'
import { canUndo, emptyView } from '../../src/events/view'
import type { ChatEvent, ChatId, MessageId } from '../../src/events/wire'
import { benchOn, lasting, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'
import { fullRun, Run, seeded } from '../support/runs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const SEEDS = [1, 2, 3, 4, 5, 6]

async function openBench() {
  const server = new ContractServer()
  const chat = server.add('c')
  const bench = benchOn(server)
  bench.start()
  await settle()
  bench.watching.open(chat)
  await settle()
  return { server, bench, chat }
}

describe.each(SEEDS)('recorded run %i', (seed) => {
  const { events } = fullRun('c', seeded(seed))
  const whole = lasting(events.reduce(reduce, { ...emptyView, loaded: true }))

  test('cut after any event and resumed some events later, it ends the same', async () => {
    for (let cut = 0; cut <= events.length; cut++) {
      const { server, bench, chat } = await openBench()
      const missed = cut + (cut % 7)
      for (const event of events.slice(0, cut)) server.happen(event)
      server.cut()
      for (const event of events.slice(cut, missed)) server.happen(event)
      const shown = bench.stores.latest(chat).view
      expect(shown.loaded).toBe(true)
      await settle(1_000)
      const caughtUp = events.slice(0, Math.max(cut, missed)).reduce(reduce, { ...emptyView, loaded: true })
      expect(lasting(bench.stores.latest(chat).view)).toEqual(lasting(caughtUp))
      for (const event of events.slice(missed)) server.happen(event)
      await settle()
      expect(lasting(bench.stores.of(chat).getState().view)).toEqual(whole)
      bench.live.stop()
    }
  })

  test('opened at any event, the snapshot and what follows give the same', async () => {
    for (let opened = 0; opened <= events.length; opened++) {
      const server = new ContractServer()
      const chat = server.add('c')
      for (const event of events.slice(0, opened)) server.happen(event)
      const bench = benchOn(server)
      bench.start()
      bench.watching.open(chat)
      await settle()
      const sofar = events.slice(0, opened).reduce(reduce, { ...emptyView, loaded: true })
      expect(lasting(bench.stores.latest(chat).view)).toEqual(lasting(sofar))
      for (const event of events.slice(opened)) server.happen(event)
      await settle()
      expect(lasting(bench.stores.latest(chat).view)).toEqual(whole)
      bench.live.stop()
    }
  })

  test('looking at another chat meanwhile changes nothing', async () => {
    const { server, bench, chat } = await openBench()
    const elsewhere = server.add('elsewhere')
    for (const event of events) {
      bench.watching.open(elsewhere)
      server.happen(event)
      bench.watching.open(chat)
    }
    expect(lasting(bench.stores.latest(chat).view)).toEqual(whole)
    bench.live.stop()
  })
})

describe('gaps', () => {
  test('a lost fact makes the window watch again from where it stands', async () => {
    const { server, bench, chat } = await openBench()
    const { events } = fullRun('c', seeded(9))
    for (const event of events) server.happen(event)
    const { view } = bench.stores.latest(chat)
    const notice = {
      kind: 'notice-posted',
      chatId: chat,
      at: '',
      messageId: 'n' as MessageId,
      text: 'n',
    } as const

    server.push({ event: { ...notice, seq: view.seq + 2 } })

    expect(server.sent.at(-1)).toMatchObject({ watch: [{ chat, after: view.seq }] })
    expect(bench.stores.latest(chat).view).toEqual(view)
    bench.live.stop()
  })

  test('a log that cannot be replayed from there is loaded anew instead of asked for in circles', async () => {
    const { server, bench, chat } = await openBench()
    const notice = {
      kind: 'notice-posted',
      chatId: chat,
      at: '',
      messageId: 'n' as MessageId,
      text: 'n',
    } as const
    const snapshots = () => server.requests.filter(({ path }) => path === '/api/chats/c').length
    const before = snapshots()

    server.push({ event: { ...notice, seq: 5 } })
    server.push({ event: { ...notice, seq: 5 } })
    await settle()

    expect(snapshots()).toBe(before + 1)
    expect(bench.stores.latest(chat).view.gap).toBe(false)
    bench.live.stop()
  })

  test('a reset starts over and gives the whole log again', async () => {
    const { server, bench, chat } = await openBench()
    const { events } = fullRun('c', seeded(4))
    for (const event of events) server.happen(event)
    const { view } = bench.stores.latest(chat)
    bench.stores.changeView(chat, (known) => ({ ...known, seq: 999, messages: [] }))
    server.cut()
    await settle(5_000)
    expect(lasting(bench.stores.latest(chat).view)).toEqual(lasting(view))
    bench.live.stop()
  })
})

describe('what was taken out', () => {
  test('before the window knew the chat comes from a new snapshot when it is brought back, and moves no other chat', async () => {
    const server = new ContractServer()
    const chat = server.add('c')
    const other = server.add('other')
    const run = new Run('c').admit('m').begin('t', 'm').end('t', 'answered')
    const aside = new Run('other').admit('x').begin('u', 'x').call('u', 'y').stream('u', 'y', 'text', ['one'])
    for (const event of [...run.rewind('m', 2).events, ...aside.events]) server.happen(event)
    const bench = benchOn(server)
    bench.start()
    bench.watching.open(other)
    bench.watching.open(chat)
    await settle()
    expect(bench.stores.latest(chat).view.messages).toEqual([])
    expect(canUndo(bench.stores.latest(chat).view)).toBe(true)
    const elsewhere = bench.stores.latest(other).view

    server.happen(run.restore(run.seq).events.at(-1) as ChatEvent)
    await settle()

    expect(bench.stores.latest(chat).view.messages.map(({ id }) => id)).toEqual(['m'])
    expect(server.requests.filter(({ path }) => path === '/api/chats/c')).toHaveLength(2)
    expect(bench.stores.latest(other).view).toBe(elsewhere)
    bench.live.stop()
  })
})

test('a snapshot that another one must follow at once does not keep that one from coming', async () => {
  const server = new ContractServer()
  const chat = server.add('c')
  const run = new Run('c').admit('m').begin('t', 'm').end('t', 'answered').admit('n').begin('u', 'n')
  run.end('u', 'answered').rewind('n', 8)
  const [second, first] = [run.seq, run.rewind('m', 2).seq]
  for (const event of run.events) server.happen(event)
  const bench = benchOn(server)
  bench.start()
  bench.watching.open(chat)
  await settle()

  const from = run.events.length
  for (const event of run.restore(first).restore(second).events.slice(from)) server.happen(event)
  await settle()

  expect(bench.stores.latest(chat).view.messages.map(({ id }) => id)).toEqual(['m', 'n'])
  expect(bench.stores.latest(chat).view.gap).toBe(false)
  bench.live.stop()
})

describe('which chats are followed', () => {
  test('the most recently opened ones; one that is let go is forgotten and loaded again', async () => {
    const server = new ContractServer()
    const chats = Array.from({ length: 35 }, (_, index) => server.add(`c${index}`))
    const bench = benchOn(server)
    bench.start()
    await settle()
    for (const chat of chats) bench.watching.open(chat)
    await settle()

    const [first, last] = [chats[0] as ChatId, chats[34] as ChatId]
    expect(bench.stores.latest(first).phase).toBe('loading')
    expect(bench.stores.latest(last).phase).toBe('ready')
    bench.watching.open(first)
    await settle()
    expect(bench.stores.latest(first).phase).toBe('ready')
    bench.live.stop()
  })

  test('others rest: the server is not asked for their words, and nothing is lost or wondered at on coming back', async () => {
    const server = new ContractServer()
    const chats = Array.from({ length: 8 }, (_, index) => server.add(`c${index}`))
    const bench = benchOn(server)
    bench.start()
    await settle()
    const resting = chats[0] as ChatId
    const run = fullRun(resting, seeded(3))
    const half = Math.floor(run.events.length / 2)
    bench.watching.open(resting)()
    await settle()
    for (const event of run.events.slice(0, half)) server.happen(event)
    for (const chat of chats.slice(1)) bench.watching.open(chat)()
    await settle()
    const asLeft = bench.stores.latest(resting).view
    expect(server.sent).toContainEqual({ unwatch: [resting] })

    // One was under way when the chat was laid to rest, the others the server keeps to itself.
    server.push({ event: run.events[half] })
    for (const event of run.events.slice(half)) server.happen(event)
    expect(bench.stores.latest(resting).view).toBe(asLeft)
    expect(bench.diagnostics.snapshot().dropped).toEqual({})

    bench.watching.open(resting)
    expect(bench.stores.latest(resting).phase).toBe('ready')
    await settle()
    const alone = run.events.reduce(reduce, { ...emptyView, loaded: true })
    expect(lasting(bench.stores.latest(resting).view)).toEqual(lasting(alone))
    bench.live.stop()
  })

  test('what still comes of an earlier watch is not believed before the new one is confirmed', async () => {
    const server = new ContractServer()
    const chats = Array.from({ length: 5 }, (_, index) => server.add(`c${index}`))
    const bench = benchOn(server)
    bench.start()
    await settle()
    const chat = chats[0] as ChatId
    const run = new Run(chat)
      .admit('m')
      .begin('t', 'm')
      .call('t', 'a')
      .stream('t', 'a', 'text', ['one ', 'two '])
    bench.watching.open(chat)()
    await settle()
    for (const event of run.events) server.happen(event)
    for (const other of chats.slice(1)) bench.watching.open(other)()
    await settle()
    server.hearLater()
    bench.watching.open(chat)
    const texts = () => bench.stores.latest(chat).view.open.map(({ text }) => text)
    server.push({ event: { ...run.events.at(-1), offset: 0, text: 'before the others' } })
    expect(texts()).toEqual(['one two '])
    server.happen({ ...run.events.at(-1), offset: 8, text: 'three' } as ChatEvent)
    server.hearAgain()
    expect(texts()).toEqual(['one two three'])
    bench.live.stop()
  })

  test('how long a message was reasoned about is said only when its beginning and end were seen', async () => {
    const server = new ContractServer()
    const chats = Array.from({ length: 5 }, (_, index) => server.add(`c${index}`))
    const bench = benchOn(server)
    bench.start()
    await settle()
    const chat = chats[0] as ChatId
    const run = new Run(chat)
    const happen = (events: readonly ChatEvent[]) => events.forEach((event) => server.happen(event))
    const think = (turn: string) =>
      run.admit(`m${turn}`).begin(turn, `m${turn}`).call(turn, turn).stream(turn, turn, 'reasoning', ['hm '])
    const speak = (turn: string) => run.stream(turn, turn, 'text', ['so'])
    let from = 0
    const next = () => happen(run.events.slice(from, (from = run.events.length)))
    const leave = async () => {
      for (const other of chats.slice(1)) bench.watching.open(other)()
      await settle()
    }
    const comeBack = async () => {
      bench.watching.open(chat)()
      await settle()
    }

    await comeBack()
    think('seen')
    next()
    await settle(3_000)
    speak('seen').callEnds('seen', 'seen', 'answered').post('seen', 'seen', 'so').end('seen', 'answered')
    next()
    think('left')
    next()
    await leave()
    await settle(60_000)
    speak('left').callEnds('left', 'left', 'answered').post('left', 'left', 'so').end('left', 'answered')
    think('missed')
    speak('missed')
    next()
    await comeBack()

    const took = (message: string) => bench.reasoningTimes.secondsOf(message as MessageId)
    expect([took('seen'), took('left'), took('missed')]).toEqual([3, undefined, undefined])
    bench.live.stop()
  })

  test('a chat on screen is followed whatever else is opened, and so is one that loads slowly only as long as it matters', async () => {
    const server = new ContractServer()
    const chats = Array.from({ length: 8 }, (_, index) => server.add(`c${index}`))
    const bench = benchOn(server)
    bench.start()
    await settle()
    const shown = chats[0] as ChatId
    bench.watching.open(shown)
    // The others are opened and left before their snapshots are there.
    for (const chat of chats.slice(1)) bench.watching.open(chat)()
    await settle()
    const followed = new Set<unknown>()
    for (const { watch = [], unwatch = [] } of server.sent as {
      watch?: { chat: string }[]
      unwatch?: string[]
    }[]) {
      for (const { chat } of watch) followed.add(chat)
      for (const chat of unwatch) followed.delete(chat)
    }
    expect([...followed].sort()).toEqual(['c0', 'c4', 'c5', 'c6', 'c7'])
    bench.live.stop()
  })

  test('a chat that is not there says so', async () => {
    const { bench } = await openBench()
    bench.watching.open('nowhere' as ChatId)
    await settle()
    expect(bench.stores.latest('nowhere' as ChatId).phase).toBe('missing')
    bench.live.stop()
  })
})
