// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OwnTools } from '../../src/events/wire'
import { settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import type { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

const PATH = `/api/chats/${CHAT}/tools`

beforeEach(() => {
  playBrowser()
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close = () => undefined
})
afterEach(endBrowser)

const having = (...changes: readonly OwnTools[]) =>
  changes.reduce((run, tools) => run.fact({ kind: 'tools-changed', tools }), new Run(CHAT).admit('m'))
const click = (element: Element) =>
  act(async () => {
    fireEvent.click(element)
    await settle(10)
  })
const press = (name: string) => click(screen.getByRole('button', { name }))
const mode = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name })
const copy = () => screen.getByRole<HTMLInputElement>('switch')
const mark = () => screen.queryByTestId('own-tools')
const changes = (server: ContractServer) =>
  server.requests.filter(({ method, path }) => method === 'PATCH' && path === PATH).map(({ body }) => body)

async function opened(...before: readonly OwnTools[]) {
  const run = having(...before)
  const { server, bench } = await openChat(run)
  await press('Chat menu')
  await click(screen.getByRole('menuitem', { name: 'Tools of this chat' }))
  return { server, bench, run }
}

test('a quiet mark stands in the header while the chat is narrowed or in a copy, and opens the dialog', async () => {
  const run = having()
  const { server, bench } = await openChat(run)
  expect(mark()).toBeNull()
  let from = run.events.length
  await happen(server, run.fact({ kind: 'tools-changed', tools: { mode: 'read', ownCopy: true } }), from)
  expect(mark()?.textContent).toBe('Read only · Private copy')
  await click(mark() as Element)
  expect(mode('Read').checked).toBe(true)
  expect(copy().checked).toBe(true)
  from = run.events.length
  await happen(server, run.fact({ kind: 'tools-changed', tools: { mode: 'ask', ownCopy: false } }), from)
  expect(mark()).toBeNull()
  expect(mode('Ask').checked).toBe(true)
  expect(copy().checked).toBe(false)
  bench.live.stop()
})

test('only what was changed is sent, and the dialog closes when it is taken', async () => {
  const { server, bench } = await opened({ mode: 'read', ownCopy: false })
  await click(mode('As the world'))
  await press('Save')
  expect(changes(server)).toEqual([{ mode: null }])
  expect(screen.queryByRole('dialog')).toBeNull()

  await click(mark() as Element)
  await click(mode('Ask'))
  await click(copy())
  await press('Save')
  expect(changes(server)).toEqual([{ mode: null }, { mode: 'ask', ownCopy: true }])

  await click(mark() as Element)
  await press('Save')
  expect(changes(server)).toHaveLength(2)
  expect(screen.queryByRole('dialog')).toBeNull()
  bench.live.stop()
})

test('a copy that another window gives meanwhile is not taken away', async () => {
  const { server, bench, run } = await opened()
  await click(mode('Read'))
  const from = run.events.length
  await happen(server, run.fact({ kind: 'tools-changed', tools: { ownCopy: true } }), from)
  await press('Save')
  expect(changes(server)).toEqual([{ mode: 'read' }])
  bench.live.stop()
})

test.each(['chat-busy', 'copy-refused'])(
  '%s is said where one chose, and can be tried again',
  async (code) => {
    const { server, bench } = await opened()
    let refused = true
    server.on((_, path) =>
      path === PATH && refused
        ? { status: 409, body: { code, detail: 'Only once the turn is over.' } }
        : undefined,
    )
    await click(copy())
    await press('Save')
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByRole('alert').textContent).toBe('Only once the turn is over.')
    expect(copy().checked).toBe(true)
    refused = false
    await press('Save')
    expect(changes(server)).toEqual([{ ownCopy: true }, { ownCopy: true }])
    expect(screen.queryByRole('dialog')).toBeNull()
    bench.live.stop()
  },
)

test('a copy goes only after one agreed to lose what was not merged', async () => {
  const { server, bench } = await opened({ ownCopy: true })
  expect(screen.queryByRole('alert')).toBeNull()
  await click(copy())
  expect(screen.getByRole('alert').textContent).toBe('Delete the copy? What was not merged is lost.')
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  expect(changes(server)).toEqual([])
  await click(copy())
  expect(screen.queryByRole('alert')).toBeNull()
  await click(copy())
  await press('Save and delete the copy')
  expect(changes(server)).toEqual([{ ownCopy: false }])
  bench.live.stop()
})
