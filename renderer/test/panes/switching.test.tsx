// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reduce } from '../../src/events/reduce'
import { emptyView } from '../../src/events/view'
import type { ChatId, WorldId } from '../../src/events/wire'
import { BenchContext } from '../../src/parts/bench'
import { navigate, paths } from '../../src/parts/navigation'
import { App } from '../../src/shell/app'
import { benchOn, MemoryKeep, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'
import { Intersections } from '../support/intersections'
import { fullRun, Run, seeded } from '../support/runs'

const WORLD = 'w' as WorldId
const A = 'apple' as ChatId
const B = 'pear' as ChatId

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.stubGlobal('IntersectionObserver', Intersections)
  Element.prototype.scrollIntoView = () => undefined
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Intersections.reset()
})

async function openWindow(keep = new MemoryKeep()) {
  const server = new ContractServer()
  server.add(A, { title: 'Apple' })
  server.add(B, { title: 'Pear' })
  const bench = benchOn(server, keep)
  bench.start()
  history.replaceState(null, '', paths.chat(WORLD, A))
  render(
    <BenchContext value={bench}>
      <App />
    </BenchContext>,
  )
  await act(() => settle(10))
  return { server, bench }
}

const go = (chat: ChatId) =>
  act(async () => {
    navigate(paths.chat(WORLD, chat))
    await settle(1)
  })
const happen = (server: ContractServer, run: Run, from = 0, to = run.events.length) =>
  act(async () => {
    for (const event of run.events.slice(from, to)) server.happen(event)
  })
const transcript = () => screen.queryByTestId('transcript')?.textContent ?? ''
const composer = () => screen.getByTestId<HTMLTextAreaElement>('composer')
const type = (text: string) => fireEvent.change(composer(), { target: { value: text } })
const press = (key: string, more = {}) => fireEvent.keyDown(composer(), { key, ...more })
const requests = (server: ContractServer, end: string) =>
  server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(end))

test('a pointer that rests at a chat shows, marks and changes nothing', async () => {
  const { server } = await openWindow()
  const pear = new Run(B).fact({ kind: 'notice-posted', messageId: 'n' as never, text: 'a ripe pear' })
  await happen(server, pear)
  await act(async () => server.summarise(B, { newsSeq: 1, lastSeq: 1 }))
  const unread = () =>
    document.querySelector(`[data-chat-id="${B}"][data-testid]`)?.getAttribute('data-unread')
  const before = document.querySelector('main')?.innerHTML
  server.requests.length = 0

  await act(async () => {
    fireEvent.pointerEnter(screen.getByRole('link', { name: /Pear/ }))
    await settle(100)
  })
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/chats/pear'])
  expect(document.querySelector('main')?.innerHTML).toBe(before)
  expect(location.pathname).toBe(paths.chat(WORLD, A))
  expect(unread()).toBe('true')

  fireEvent.mouseDown(screen.getByRole('link', { name: /Pear/ }))
  expect(transcript()).toContain('a ripe pear')
})

describe('switching while chats stream', () => {
  test('at every event, the screen shows the chat of the address and nothing of the other', async () => {
    const { server, bench } = await openWindow()
    await go(B)
    const random = seeded(11)
    const apple = fullRun(A, random)
    const pear = fullRun(B, random)
    for (let at = 0; at < Math.max(apple.events.length, pear.events.length); at++) {
      await happen(server, apple, at, at + 1)
      await happen(server, pear, at, at + 1)
      const shown = at % 2 === 0 ? A : B
      await go(shown)
      expect(transcript()).not.toContain(shown === A ? B : A)
      expect(document.querySelector('[data-chat-id][data-phase]')?.getAttribute('data-chat-id')).toBe(shown)
    }
    for (const [chat, run] of [
      [A, apple],
      [B, pear],
    ] as const) {
      await go(chat)
      expect(bench.stores.of(chat).getState().view).toEqual(
        run.events.reduce(reduce, { ...emptyView, loaded: true }),
      )
      const rows = [...document.querySelectorAll('[data-testid=message]')].map((row) =>
        row.getAttribute('data-message-id'),
      )
      expect(rows).toEqual(
        bench.stores
          .of(chat)
          .getState()
          .view.messages.map(({ id }) => id),
      )
    }
    bench.live.stop()
  })

  test('an answer that came while one looked elsewhere is there at once on returning', async () => {
    const { server, bench } = await openWindow()
    const run = new Run(A).admit('m').begin('t', 'm').call('t', 'a')
    await happen(server, run)
    await go(B)
    await happen(server, new Run(A), 0, 0)
    run.stream('t', 'a', 'text', ['all ', 'of it'])
    await happen(server, run, 5)
    act(() => navigate(paths.chat(WORLD, A)))
    expect(transcript()).toContain('all of it')
    expect(screen.getByTestId('stop')).toBeTruthy()
    bench.live.stop()
  })

  test('the last click wins, even when the first chat answers last', async () => {
    const { server, bench } = await openWindow()
    const [slow, quick] = [server.add('slow'), server.add('quick')]
    let open: () => void = () => undefined
    server.on((_, path) =>
      path === '/api/chats/slow'
        ? new Promise<undefined>((done) => (open = () => done(undefined)))
        : undefined,
    )
    await go(slow)
    await go(quick)
    await act(async () => {
      open()
      await settle(5)
    })
    expect(document.querySelector('[data-chat-id][data-phase]')?.getAttribute('data-chat-id')).toBe('quick')
    bench.live.stop()
  })
})

describe('writing', () => {
  test('a title being changed does not follow to another chat', async () => {
    const { bench } = await openWindow()
    fireEvent.click(screen.getByTitle('Rename'))
    expect(screen.getByLabelText('Chat title')).toBeTruthy()
    await go(B)
    expect(screen.queryByLabelText('Chat title')).toBeNull()
    bench.live.stop()
  })

  test('a draft stays with its chat over switching and restart', async () => {
    const keep = new MemoryKeep()
    const { bench } = await openWindow(keep)
    type('for the apple')
    await go(B)
    expect(composer().value).toBe('')
    type('for the pear')
    await go(A)
    expect(composer().value).toBe('for the apple')
    bench.live.stop()
    cleanup()

    const again = await openWindow(keep)
    expect(composer().value).toBe('for the apple')
    again.bench.live.stop()
  })

  test('Enter sends to the chat on screen, is shown at once and empties its draft; Shift+Enter does not send', async () => {
    const { server, bench } = await openWindow()
    type('hello')
    press('Enter', { shiftKey: true })
    expect(requests(server, '/messages')).toEqual([])
    press('Enter')
    expect(screen.getByText('hello').closest('[data-state=pending]')).not.toBeNull()
    expect(composer().value).toBe('')
    await go(B)
    expect(transcript()).not.toContain('hello')
    await act(() => settle(5))
    expect(requests(server, '/messages').map(({ path }) => path)).toEqual(['/api/chats/apple/messages'])
    bench.live.stop()
  })

  test('a text refused after one has gone elsewhere is back in its own chat', async () => {
    const { server, bench } = await openWindow()
    let refuse: () => void = () => undefined
    server.on((_, path) =>
      path.endsWith('/messages')
        ? new Promise((done) => {
            refuse = () => done({ status: 409, body: { code: 'queue-full', detail: 'The queue is full.' } })
          })
        : undefined,
    )
    type('precious')
    press('Enter')
    await go(B)
    await act(async () => {
      refuse()
      await settle(5)
    })
    expect(composer().value).toBe('')
    expect(screen.queryByRole('alert')).toBeNull()
    await go(A)
    expect(composer().value).toBe('precious')
    expect(screen.getByRole('alert').textContent).toContain('The queue is full.')
    bench.live.stop()
  })

  test('the composer works while a turn runs, and what waits can be taken back', async () => {
    const { server, bench } = await openWindow()
    await happen(server, new Run(A).admit('m').begin('t', 'm').call('t', 'a').admit('q', 'queued words'))
    expect(screen.getByTestId('queue-chip').textContent).toContain('queued words')
    type('another')
    press('Enter')
    await act(() => settle(5))
    expect(requests(server, '/messages')).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: /Remove from queue/ }))
    await act(() => settle(5))
    expect(server.requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/chats/apple/queue/q' })
    bench.live.stop()
  })
})

describe('stopping and going on', () => {
  test('Esc stops the turn of the chat on screen and no other', async () => {
    const { server, bench } = await openWindow()
    await go(B)
    await happen(server, new Run(A).admit('m').begin('apple-turn', 'm'))
    await happen(server, new Run(B).admit('m').begin('pear-turn', 'm'))
    fireEvent.keyDown(window, { key: 'Escape' })
    fireEvent.keyDown(window, { key: 'Escape' })
    await act(() => settle(5))
    expect(requests(server, '/stop')).toMatchObject([
      { path: '/api/chats/pear/stop', body: { turnId: 'pear-turn', queue: 'continue' } },
    ])
    expect(screen.getByTestId('stop').textContent).toContain('Stopping')
    await go(A)
    expect(screen.getByTestId('stop').textContent).toBe('Stop')
    bench.live.stop()
  })

  test('a failed turn says why and can be continued; a paused queue can go on', async () => {
    const { server, bench } = await openWindow()
    const run = new Run(A).admit('m').begin('t', 'm').call('t', 'a').callEnds('t', 'a', 'failed')
    run.post('t', 'a', '', 'failed').end('t', 'failed', 'The provider is down.')
    await happen(server, run)
    expect(transcript()).toContain('The provider is down.')
    fireEvent.click(screen.getByTestId('continue'))
    await act(() => settle(5))
    expect(requests(server, '/continue')).toHaveLength(1)
    bench.live.stop()
  })
})

describe('the connection on screen', () => {
  test('a cut blanks nothing and doubles nothing', async () => {
    const { server, bench } = await openWindow()
    const run = new Run(A).admit('m').begin('t', 'm').call('t', 'a').stream('t', 'a', 'text', ['half'])
    await happen(server, run)
    await act(async () => server.cut())
    expect(screen.getByTestId('connection').textContent).toBe('Reconnecting…')
    expect(transcript()).toContain('half')
    await act(() => settle(1_000))
    expect(screen.getByTestId('connection').textContent).toBe('Caught up')
    expect(transcript().match(/half/g)).toHaveLength(1)
    await act(() => settle(3_000))
    expect(screen.getByTestId('connection').textContent).toBe('')
    bench.live.stop()
  })

  test('a server that does not know us shows the way in', async () => {
    const { server, bench } = await openWindow()
    server.on(() => ({ status: 401, body: { code: 'no-token', detail: '' } }))
    await act(async () => {
      server.cut()
      await settle(1_000)
    })
    expect(screen.getByRole('heading').textContent).toBe('Open Carillon from the terminal')
    bench.live.stop()
  })
})
