// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestsOf } from '../../src/events/attention'
import type { Approval, Attention, ChatId, ToolCallId, WorldId } from '../../src/events/wire'
import { AttentionButton } from '../../src/panes/tools/attention-button'
import { AttentionList } from '../../src/panes/tools/attention-list'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { endBrowser, playBrowser } from '../support/chat-panes'
import { ContractServer } from '../support/contract-server'

const WORLD = 'w' as WorldId

beforeEach(() => {
  playBrowser()
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close = () => undefined
})
afterEach(endBrowser)

const approval = (id: string, more: Partial<Approval> = {}): Approval => ({
  id: id as ToolCallId,
  agentId: 'ada',
  tool: 'shell',
  arguments: `{"command":"make ${id}"}`,
  summary: `Run make ${id}`,
  detail: `make ${id}`,
  scope: 'shell',
  scopeText: 'this command',
  ...more,
})
const waits = (chat: string, ...approvals: readonly Approval[]): Attention => ({
  chatId: chat as ChatId,
  title: `The chat ${chat}`,
  since: '2030-01-01T00:00:00.000Z',
  approvals,
  questions: [],
})
const SAME = { arguments: '{"command":"make"}', summary: 'Run make', detail: 'make' }

class Fixture {
  readonly server = new ContractServer()
  items: readonly Attention[]
  readonly bench = benchOn(this.server)
  readonly closed = vi.fn<() => void>()

  constructor(...items: readonly Attention[]) {
    this.items = items
    for (const { chatId } of items) this.server.add(chatId, { status: 'approval' })
    this.server.on((_, path) =>
      path === '/api/worlds/w/attention' ? { status: 200, body: { items: this.items } } : undefined,
    )
  }

  async open(): Promise<this> {
    this.bench.start()
    await act(() => settle(10))
    render(
      <BenchContext value={this.bench}>
        <AttentionButton world={WORLD} onOpen={() => undefined} />
        <AttentionList world={WORLD} onClose={this.closed} />
      </BenchContext>,
    )
    await act(() => settle(10))
    return this
  }

  /** What waits is this now, and the chat says that something changed. */
  async becomes(chat: string, ...items: readonly Attention[]): Promise<void> {
    this.items = items
    await act(async () => {
      this.server.summarise(chat as ChatId, { updatedAt: '2030-01-02T00:00:00.000Z' })
      await settle(10)
    })
  }

  get asked(): number {
    return this.server.requests.filter(({ path }) => path.endsWith('/attention')).length
  }

  get decisions() {
    return this.server.requests
      .filter(({ path }) => path.includes('/approvals/'))
      .map(({ path, body }) => [path.replace('/api/chats/', '').replace('/approvals', ''), body])
  }
}

const rows = () => screen.queryAllByTestId('attention')
const words = () => rows().map((row) => within(row).getAllByRole('button')[0]?.textContent)
const chosen = () => rows().findIndex((row) => row.getAttribute('aria-current') === 'true')
const key = (pressed: string) =>
  act(async () => {
    const list = screen.getByRole('group', { hidden: true, name: 'What waits, the longest first' })
    fireEvent.keyDown(list, { key: pressed })
    await settle(10)
  })

test('the same request of several chats is one, whatever else is alike', () => {
  const requests = requestsOf([
    waits('a', approval('1', SAME), approval('2')),
    waits('b', approval('3', SAME), approval('4', { ...SAME, scope: 'other' })),
    waits('c', approval('5', { ...SAME, tool: 'shall' }), approval('6', SAME)),
  ])
  expect(requests.map(({ waiting }) => waiting.map(({ chatId }) => chatId).join(''))).toEqual([
    'abc',
    'a',
    'b',
    'c',
  ])
})

test('all that waits is listed in the order of the server, the first chosen with exactly what it asks', async () => {
  const question = { id: 'q' as never, text: 'Which bell?', choices: [], multiple: false, free: true }
  const { bench } = await new Fixture(waits('b', approval('1')), waits('a', approval('2')), {
    ...waits('c'),
    questions: [question],
  }).open()
  expect(words()[0]).toContain('Run make 1')
  expect(words()[1]).toContain('Run make 2')
  expect(words()[2]).toContain('Which bell?')
  expect(chosen()).toBe(0)
  expect(within(rows()[0] as HTMLElement).getByLabelText('Exactly this').textContent).toBe('make 1')
  expect(screen.getByRole('button', { name: '3 waiting for you' })).toBeTruthy()
  bench.live.stop()
})

test('keys move, and answer what is chosen in its chat; what follows is chosen next', async () => {
  const fixture = await new Fixture(
    waits('a', approval('1'), approval('2')),
    waits('b', approval('3'), approval('4')),
  ).open()
  await key('ArrowDown')
  await key('d')
  expect(words()).toHaveLength(3)
  await key('a')
  await key('c')
  expect(fixture.decisions).toEqual([
    ['a/2', { decision: 'deny' }],
    ['b/3', { decision: 'allow' }],
    ['b/4', { decision: 'allow-chat' }],
  ])
  expect(words()).toHaveLength(1)
  expect(chosen()).toBe(0)
  fixture.bench.live.stop()
})

test('the same request in several chats is answered everywhere with one key', async () => {
  const fixture = await new Fixture(
    waits('a', approval('1', SAME)),
    waits('b', approval('2', SAME), approval('3')),
  ).open()
  expect(words()[0]).toContain('2 chats')
  await key('a')
  expect(fixture.decisions).toEqual([
    ['a/1', { decision: 'allow' }],
    ['b/2', { decision: 'allow' }],
  ])
  expect(words()).toHaveLength(1)
  fixture.bench.live.stop()
})

test('what was answered elsewhere goes, and a key meant for it answers nothing else', async () => {
  const fixture = await new Fixture(waits('a', approval('1')), waits('b', approval('2'))).open()
  await fixture.becomes('a', waits('b', approval('2')))
  expect(words()).toHaveLength(1)
  await key('a')
  expect(fixture.decisions).toEqual([])
  await key('ArrowDown')
  await key('a')
  expect(fixture.decisions).toEqual([['b/2', { decision: 'allow' }]])
  fixture.bench.live.stop()
})

test('it is asked again when a chat begins or ends to wait, and for nothing else', async () => {
  const fixture = await new Fixture(waits('a', approval('1'))).open()
  fixture.server.add('b', { status: 'idle' })
  expect(fixture.asked).toBe(1)
  await fixture.becomes('b', ...fixture.items)
  expect(fixture.asked).toBe(1)
  await act(async () => {
    for (let n = 0; n < 20; n++) fixture.server.summarise('b' as ChatId, { status: 'question' })
    await settle(10)
  })
  expect(fixture.asked).toBe(3)
  await act(async () => {
    fixture.server.summarise('b' as ChatId, { status: 'writing' })
    await settle(10)
  })
  expect(fixture.asked).toBe(4)
  screen.getByRole('button', { name: '1 waiting for you' })
  fixture.bench.live.stop()
})

test('after a cut connection it is asked anew, and nobody asks when nobody looks', async () => {
  const fixture = await new Fixture(waits('a', approval('1'))).open()
  await act(async () => {
    fixture.server.cut()
    await settle(5_000)
  })
  expect(fixture.asked).toBe(2)
  cleanup()
  await act(async () => {
    fixture.server.summarise('a' as ChatId, { status: 'idle' })
    await settle(10)
  })
  expect(fixture.asked).toBe(2)
  fixture.bench.live.stop()
})

test('a decision that was not taken is shown again', async () => {
  const fixture = await new Fixture(waits('a', approval('1'))).open()
  fixture.server.on((method) =>
    method === 'POST' ? { status: 503, body: { code: 'storage-full', detail: 'It says no.' } } : undefined,
  )
  await key('a')
  expect(words()).toHaveLength(1)
  expect(fixture.bench.notices.store.getState()[0]?.text).toBe('Not answered. It says no.')
  fixture.bench.live.stop()
})

test('Enter opens the chat of what is chosen', async () => {
  const fixture = await new Fixture(waits('a', approval('1')), waits('b', approval('2'))).open()
  await key('ArrowDown')
  await key('Enter')
  expect(location.pathname).toBe('/w/w/c/b')
  expect(fixture.closed).toHaveBeenCalledOnce()
  fixture.bench.live.stop()
})
