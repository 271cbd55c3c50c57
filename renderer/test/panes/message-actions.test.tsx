// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Edit } from '../../src/chats/edits'
import { MemoryKeep, settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import { summaryOf, type ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const answered = () =>
  new Run(CHAT)
    .admit('m', 'a question')
    .begin('t', 'm')
    .call('t', 'a')
    .callEnds('t', 'a', 'answered')
    .post('t', 'a', 'an answer')
    .end('t', 'answered')
const row = (id: string) => document.querySelector<HTMLElement>(`[data-message-id="${id}"]`) as HTMLElement
const press = (element: HTMLElement) =>
  act(async () => {
    fireEvent.click(element)
    await settle()
  })
const button = (id: string, name: string) => within(row(id)).getByRole('button', { name })
const fromMenu = async (id: string, name: RegExp) => {
  await press(button(id, 'More for this message'))
  await press(screen.getByRole('menuitem', { name }))
}
const asked = (server: ContractServer) =>
  server.requests
    .filter(({ method, path }) => method === 'POST' && /messages.|undo/.test(path))
    .map(({ path, body }) => [path.replace(`/api/chats/${CHAT}/`, ''), body])

describe('a message', () => {
  test('of a person can be edited, asked again, deleted from, branched and copied', async () => {
    const { server, bench } = await openChat(answered())
    server.on((_, path) => (path.endsWith('/branch') ? { status: 201, body: summaryOf('leaf') } : undefined))
    button('m', 'Copy message')
    await press(button('m', 'Ask again'))
    await fromMenu('m', /Delete from here/)
    await fromMenu('m', /Branch from here/)
    expect(asked(server)).toEqual([
      ['messages/m/regenerate', {}],
      ['messages/m/rewind', undefined],
      ['messages/m/branch', undefined],
    ])
    expect(location.pathname).toBe('/w/w/c/leaf')
    bench.live.stop()
  })

  test('of an agent can be all that but edited', async () => {
    const { server, bench } = await openChat(answered())
    expect(within(row('a')).queryByRole('button', { name: 'Edit message' })).toBeNull()
    button('a', 'Copy message')
    await press(button('a', 'Regenerate answer'))
    await fromMenu('a', /Delete from here/)
    expect(asked(server)).toEqual([
      ['messages/a/regenerate', {}],
      ['messages/a/rewind', undefined],
    ])
    bench.live.stop()
  })

  test('being written cannot be touched', async () => {
    const { bench } = await openChat(
      new Run(CHAT).admit('m').begin('t', 'm').call('t', 'a').stream('t', 'a', 'text', ['half']),
    )
    expect(within(row('a')).queryAllByRole('button')).toEqual([])
    bench.live.stop()
  })

  test('too late says why', async () => {
    const { server, bench } = await openChat(answered())
    const detail = 'The message was never here, still waits, or was taken out'
    server.on((_, path) =>
      path.includes('/messages/') ? { status: 404, body: { code: 'message-not-found', detail } } : undefined,
    )
    await press(button('m', 'Ask again'))
    await fromMenu('a', /Delete from here/)
    await fromMenu('a', /Branch from here/)
    expect(bench.notices.store.getState().map(({ text }) => text)).toEqual([
      `It was not asked again. ${detail}`,
      `Nothing was taken out. ${detail}`,
      `The branch could not be made. ${detail}`,
    ])
    bench.live.stop()
  })
})

describe('editing what was sent', () => {
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' })

  test('says beforehand what it does, and sends the new text once however often it is asked for', async () => {
    const { server, bench } = await openChat(answered())
    let away = true
    server.on((_, path) => (path.endsWith('/edit') && away ? { status: 503, body: {} } : undefined))
    await press(button('m', 'Edit message'))
    expect(field().value).toBe('a question')
    expect(document.activeElement).toBe(field())
    expect(screen.getByText('Sending takes out what follows this message.')).not.toBeNull()
    fireEvent.change(field(), { target: { value: 'a better one' } })
    await press(within(row('m')).getByRole('button', { name: 'Send' }))
    away = false
    await press(within(row('m')).getByRole('button', { name: 'Send' }))
    const [first, second] = asked(server) as [string, { text: string; id: string }][]
    expect(first?.[1]).toMatchObject({ text: 'a better one' })
    expect(second).toEqual(first)
    expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
    bench.live.stop()
  })

  test('says that it stops the turn that runs', async () => {
    const run = answered()
    const { server, bench } = await openChat(run)
    await press(button('m', 'Edit message'))
    const from = run.events.length
    await happen(server, run.admit('n').begin('u', 'n'), from)
    expect(screen.getByText(/stops the turn that runs/)).not.toBeNull()
    bench.live.stop()
  })

  test('the arrow up begins it from an empty message, and stays an arrow in one with text', async () => {
    const { bench } = await openChat(answered())
    const composer = screen.getByTestId('composer')
    fireEvent.change(composer, { target: { value: 'text' } })
    await act(async () => void fireEvent.keyDown(composer, { key: 'ArrowUp' }))
    expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
    fireEvent.change(composer, { target: { value: '' } })
    await act(async () => void fireEvent.keyDown(composer, { key: 'ArrowUp' }))
    expect(field().value).toBe('a question')
    bench.live.stop()
  })

  test('stays with its chat, text and all, while one looks elsewhere', async () => {
    const { bench, unmount, reopen } = await openChat(answered())
    await press(button('m', 'Edit message'))
    fireEvent.change(field(), { target: { value: 'half a thought' } })
    unmount()
    reopen()
    expect(field().value).toBe('half a thought')
    expect(bench.edits.of('pear' as never).getState()).toBeUndefined()
    bench.live.stop()
  })

  test('outlives the window, in its own chat, and is gone once it is sent or called off', async () => {
    const keep = new MemoryKeep()
    const restarted = async () => {
      const opened = await openChat(answered(), keep)
      opened.bench.live.stop()
      return opened
    }
    const first = await restarted()
    await press(button('m', 'Edit message'))
    fireEvent.change(field(), { target: { value: 'half a thought' } })
    const { id } = first.bench.edits.of(CHAT).getState() as Edit
    first.unmount()

    const second = await restarted()
    expect(field().value).toBe('half a thought')
    expect(second.bench.edits.of('pear' as never).getState()).toBeUndefined()
    await press(within(row('m')).getByRole('button', { name: 'Send' }))
    expect(asked(second.server)).toEqual([['messages/m/edit', { id, text: 'half a thought' }]])
    second.unmount()

    const third = await restarted()
    expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
    await press(button('m', 'Edit message'))
    third.unmount()

    await restarted()
    expect(field().value).toBe('a question')
    expect(document.activeElement).not.toBe(field())
    await press(within(row('m')).getByRole('button', { name: 'Cancel' }))
    expect([...keep.kept.keys()]).toEqual([])
  })
})

describe('after something was taken out', () => {
  test('a line says so and brings it back, until the next message goes in', async () => {
    const run = answered()
    const { server, bench } = await openChat(run)
    const from = run.events.length
    await happen(server, run.rewind('m', 2), from)
    expect(row('m')).toBeNull()
    expect(screen.getByTestId('undo-line').textContent).toContain('What followed was taken out.')
    await press(screen.getByRole('button', { name: 'Undo' }))
    expect(asked(server)).toEqual([['undo', undefined]])

    const undo = run.events.length
    await happen(server, run.restore(run.seq), undo)
    expect(row('m')).not.toBeNull()
    expect(screen.queryByTestId('undo-line')).toBeNull()

    const next = run.events.length
    await happen(server, run.rewind('m', 2).admit('n').begin('u', 'n'), next)
    expect(screen.queryByTestId('undo-line')).toBeNull()
    bench.live.stop()
  })
})

describe('a branch', () => {
  const branch = () =>
    new Run(CHAT).fact({ kind: 'chat-branched', fromChatId: 'root' as never, messageId: 'm' as never })

  test('names the chat it came from and leads there', async () => {
    const { server, bench } = await openChat(branch())
    expect(screen.getByTestId('branched-from').textContent).toContain('gone')
    await act(async () => {
      server.add('root', { title: 'The root of it' })
      server.summarise('root' as never, {})
      await settle()
    })
    const link = screen.getByRole('link', { name: /The root of it/ })
    expect(link.getAttribute('href')).toBe('/w/w/c/root')
    bench.live.stop()
  })
})
