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
import { endBrowser, playBrowser } from '../support/chat-panes'
import { ContractServer } from '../support/contract-server'
import { Intersections } from '../support/intersections'
import { fullRun, Run, seeded } from '../support/runs'

const WORLD = 'w' as WorldId
const A = 'apple' as ChatId
const B = 'pear' as ChatId

beforeEach(() => {
  playBrowser()
  Element.prototype.scrollIntoView = () => undefined
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(endBrowser)

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

/** Every chat pane that exists, in the document or not. */
function watchPanes() {
  const fields: HTMLElement[] = []
  const create = document.createElement.bind(document)
  vi.spyOn(document, 'createElement').mockImplementation((name: string, options?: ElementCreationOptions) => {
    const made = create(name, options)
    if (name === 'textarea') fields.push(made)
    return made
  })
  return {
    made: () => fields.length,
    alive: () =>
      fields
        .map((field) => field.closest<HTMLElement>('[data-chat-id][data-phase]'))
        .filter((pane) => pane?.parentElement),
  }
}

describe('a pointer that rests at a chat', () => {
  const link = (name: string) => screen.getByRole('link', { name: new RegExp(name) })
  const rest = (name: string) =>
    act(async () => {
      fireEvent.pointerEnter(link(name))
      await settle(100)
    })
  const leave = (name: string) =>
    act(async () => {
      fireEvent.pointerLeave(link(name))
      await settle(1)
    })

  test('shows, marks and changes nothing', async () => {
    const { server } = await openWindow()
    const pear = new Run(B).fact({ kind: 'notice-posted', messageId: 'n' as never, text: 'a ripe pear' })
    await happen(server, pear)
    await act(async () => server.summarise(B, { newsSeq: 1, lastSeq: 1 }))
    const unread = () =>
      document.querySelector(`[data-chat-id="${B}"][data-testid]`)?.getAttribute('data-unread')
    const before = document.body.innerHTML
    server.requests.length = 0

    await rest('Pear')
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/chats/pear'])
    expect(document.body.innerHTML).toBe(before)
    expect(location.pathname).toBe(paths.chat(WORLD, A))
    expect(unread()).toBe('true')

    fireEvent.mouseDown(link('Pear'))
    expect(transcript()).toContain('a ripe pear')
  })

  test('makes its pane, which a press only shows', async () => {
    const panes = watchPanes()
    const { server } = await openWindow()
    const run = new Run(B).fact({ kind: 'notice-posted', messageId: 'n' as never, text: 'a ripe pear' })
    await happen(server, run)
    expect(panes.alive()).toHaveLength(1)
    await rest('Pear')
    const [, pear] = panes.alive()
    expect(pear?.dataset['chatId']).toBe(B)
    expect(pear?.textContent).toContain('a ripe pear')
    expect(pear?.isConnected).toBe(false)
    await happen(server, run.fact({ kind: 'notice-posted', messageId: 'o' as never, text: 'two of them' }), 1)
    expect(pear?.textContent).toContain('two of them')

    const made = panes.made()
    act(() => void fireEvent.mouseDown(link('Pear')))
    expect(pear?.isConnected).toBe(true)
    expect(document.querySelectorAll('[data-chat-id][data-phase]')).toHaveLength(1)
    expect(panes.made()).toBe(made)
    await act(() => settle(10))
    expect(panes.alive()).toEqual([pear])
    expect(pear?.parentElement?.parentElement?.children).toHaveLength(1)
  })

  test('makes one pane at a time, however many it rests at', async () => {
    const panes = watchPanes()
    const { server } = await openWindow()
    for (const name of ['Quince', 'Medlar']) server.add(name.toLowerCase(), { title: name })
    await act(async () => server.cut())
    await act(() => settle(1_000))
    for (const name of ['Pear', 'Quince', 'Medlar', 'Pear']) {
      await rest(name)
      expect(panes.alive()).toHaveLength(2)
      await leave(name)
      expect(panes.alive()).toHaveLength(1)
    }
  })

  test('makes what follows no text and hears no key until it is shown, and is up to date then', async () => {
    const panes = watchPanes()
    const { server } = await openWindow()
    const run = new Run(B).admit('m').begin('pear-turn', 'm').call('pear-turn', 'a')
    await happen(server, run)
    await rest('Pear')
    const [, pear] = panes.alive()
    const before = pear?.innerHTML
    const from = run.events.length
    await happen(server, run.stream('pear-turn', 'a', 'text', ['ripe ', 'by now']), from)
    fireEvent.keyDown(window, { key: 'Escape' })
    await act(() => settle(10))
    expect(pear?.innerHTML).toBe(before)
    expect(requests(server, '/stop')).toEqual([])

    act(() => void fireEvent.mouseDown(link('Pear')))
    expect(transcript()).toContain('ripe by now')
    fireEvent.keyDown(window, { key: 'Escape' })
    await act(() => settle(10))
    expect(requests(server, '/stop')).toHaveLength(1)
  })

  test('begins with the last rows of when it is shown, not of when it was made', async () => {
    Intersections.isNear = () => undefined
    const { server } = await openWindow()
    const run = new Run(B).admit('m0').begin('t0', 'm0').end('t0', 'answered')
    await happen(server, run)
    await rest('Pear')
    const from = run.events.length
    for (let at = 1; at < 40; at++) run.admit(`m${at}`).begin(`t${at}`, `m${at}`).end(`t${at}`, 'answered')
    await happen(server, run, from)

    act(() => void fireEvent.mouseDown(link('Pear')))
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid=message]')]
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.map((row) => row.dataset['messageId'])).toEqual(
      rows.map((_, at) => `m${40 - rows.length + at}`),
    )
  })

  test('shows no pane again that was left, also when the pointer still rests at it', async () => {
    const panes = watchPanes()
    await openWindow()
    const [first] = panes.alive()
    await rest('Apple')
    await go(B)
    await act(() => settle(10))
    const [pear, apple] = panes.alive()
    expect([pear?.dataset['chatId'], apple?.dataset['chatId']].toSorted()).toEqual([A, B])
    expect(panes.alive()).not.toContain(first)
    await go(A)
    expect(panes.alive().filter((pane) => pane?.isConnected)).toHaveLength(1)
  })

  test('leaves nothing of it when the chat is not shown in the end', async () => {
    const panes = watchPanes()
    await openWindow()
    await rest('Pear')
    expect(panes.alive()).toHaveLength(2)
    await act(async () => {
      navigate(paths.world(WORLD))
      await settle(1)
    })
    expect(panes.alive()).toEqual([])
  })

  test('leaves to each chat what was typed in it', async () => {
    await openWindow()
    await go(B)
    type('for the pear')
    await go(A)
    await rest('Pear')
    type('for the apple')
    act(() => void fireEvent.mouseDown(link('Pear')))
    expect(composer().value).toBe('for the pear')
    await rest('Apple')
    act(() => void fireEvent.mouseDown(link('Apple')))
    expect(composer().value).toBe('for the apple')
  })
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
