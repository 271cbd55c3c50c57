// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Workbench } from '../../src/chats/workbench'
import { ChatPane } from '../../src/panes/chat-pane'
import { BenchContext } from '../../src/parts/bench'
import { StoreBanner } from '../../src/shell/store-banner'
import type { WorldId } from '../../src/events/wire'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const WORLD = 'w' as WorldId
const FULL = { state: 'storage-full', detail: 'The disk is full. Make room.' }

let server: ContractServer
let bench: Workbench

beforeEach(async () => {
  vi.useFakeTimers()
  Element.prototype.scrollTo = () => undefined
  server = new ContractServer()
  server.add('a')
  server.add('b')
  bench = benchOn(server)
  bench.start()
  await settle()
})

afterEach(() => {
  cleanup()
  bench.live.stop()
  vi.useRealTimers()
})

test('the window says that the store takes no writes, what to do, and when it is over', async () => {
  render(
    <BenchContext value={bench}>
      <StoreBanner />
    </BenchContext>,
  )
  expect(screen.queryByRole('alert')).toBeNull()

  act(() => server.push({ store: FULL }))
  expect(screen.getByRole('alert').textContent).toContain('Make room.')
  act(() => server.push({ store: { state: 'ok' } }))
  expect(screen.queryByRole('alert')).toBeNull()

  act(() => server.push({ store: FULL }))
  act(() => server.push({ store: { state: 'never heard of', detail: 'Something new.' } }))
  expect(screen.getByRole('alert').textContent).toContain('Something new.')
})

test('a message stays with the person while nothing can be saved, and goes when it can', async () => {
  let full = true
  server.on((_, path) =>
    full && path.endsWith('/messages')
      ? { status: 503, body: { code: 'storage-full', detail: 'The disk is full.' } }
      : undefined,
  )
  const chat = 'a' as never
  server.push({ store: FULL })
  bench.outbox.send(chat, 'kept')
  await settle(600_000)
  expect(bench.outbox.of(chat).getState()).toMatchObject([{ text: 'kept', state: 'retrying' }])

  full = false
  server.push({ store: { state: 'ok' } })
  await settle()
  expect(bench.outbox.of(chat).getState()).toMatchObject([{ text: 'kept', state: 'accepted' }])
})

test('a damaged chat says so, is not asked for again and again, and the next one is as ever', async () => {
  server.on((_, path) =>
    path.startsWith('/api/chats/a')
      ? { status: 500, body: { code: 'storage-damaged', detail: 'Damaged.' } }
      : undefined,
  )
  const pane = (chat: string) => (
    <BenchContext value={bench}>
      <ChatPane key={chat} chat={chat as never} world={WORLD} />
    </BenchContext>
  )
  const { rerender } = render(pane('a'))
  await act(() => settle(60_000))
  expect(screen.getByTestId('damaged-chat').textContent).toContain('carillon rebuild')
  expect(server.requests.filter(({ path }) => path.startsWith('/api/chats/a'))).toHaveLength(1)

  rerender(pane('b'))
  await act(() => settle())
  expect(screen.queryByTestId('damaged-chat')).toBeNull()
  expect(screen.getByLabelText('Chat').dataset['phase']).toBe('ready')
})
