// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Workbench } from '../../src/chats/workbench'
import type { WorldId } from '../../src/events/wire'
import { WorldMenu } from '../../src/panes/world-menu'
import { BenchContext } from '../../src/parts/bench'
import { StopEverything } from '../../src/shell/stop-everything'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const WORLD = 'w' as WorldId

let server: ContractServer
let bench: Workbench

beforeEach(async () => {
  vi.useFakeTimers()
  HTMLDialogElement.prototype.showModal = () => undefined
  HTMLDialogElement.prototype.close = () => undefined
  server = new ContractServer()
  server.on((method, path) =>
    method === 'POST' && path.endsWith('/stop') ? { status: 202, body: { stopped: 2 } } : undefined,
  )
  server.add('a', { status: 'writing' })
  server.add('b', { status: 'waiting' })
  server.add('c', { status: 'approval' })
  server.add('idle', { status: 'idle' })
  server.add('elsewhere', { status: 'thinking', worldId: 'v' as WorldId })
  bench = benchOn(server)
  bench.start()
  await settle()
})

afterEach(() => {
  cleanup()
  bench.live.stop()
  vi.useRealTimers()
})

function stops() {
  return server.requests.filter(({ path }) => path.endsWith('/stop'))
}

test('a world’s menu stops the chats of that world', async () => {
  render(
    <BenchContext value={bench}>
      <WorldMenu world={WORLD} />
    </BenchContext>,
  )
  fireEvent.click(screen.getByRole('button', { name: /World:/ }))
  const entry = screen.getByRole('menuitem', { name: /Stop all chats of this world/ })
  expect(entry.textContent).toContain('3 running')
  fireEvent.click(entry)
  await settle()

  expect(stops()).toMatchObject([{ path: '/api/worlds/w/stop', body: { queue: 'pause' } }])
  expect(bench.notices.store.getState()).toMatchObject([{ text: 'Stopped 2 chats.' }])
})

test('where nothing runs there is nothing to stop', async () => {
  for (const chat of ['a', 'b', 'c']) server.summarise(chat as never, { status: 'idle' })
  await settle()
  render(
    <BenchContext value={bench}>
      <WorldMenu world={WORLD} />
    </BenchContext>,
  )
  fireEvent.click(screen.getByRole('button', { name: /World:/ }))
  const entry = screen.getByRole('menuitem', { name: /Stop all chats/ })
  expect((entry as HTMLButtonElement).disabled).toBe(true)
})

test('everything is stopped only after one was told how much it is', async () => {
  const close = vi.fn()
  render(
    <BenchContext value={bench}>
      <StopEverything onClose={close} />
    </BenchContext>,
  )
  expect(screen.getByText(/4 chats in all worlds are running/)).toBeDefined()
  expect(stops()).toEqual([])
  fireEvent.click(screen.getByText('Stop 4 chats'))
  await settle()

  expect(close).toHaveBeenCalledOnce()
  expect(stops()).toMatchObject([{ path: '/api/stop', body: { queue: 'pause' } }])
})
