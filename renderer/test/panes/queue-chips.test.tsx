// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import type { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const running = () => new Run(CHAT).admit('m').begin('t', 'm').call('t', 'a')
const chips = () => screen.queryAllByTestId('queue-chip')
const press = (name: string | RegExp) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await settle()
  })
const asked = (server: ContractServer) =>
  server.requests
    .filter(({ method, path }) => method !== 'GET' && path.includes('/queue/'))
    .map(({ method, path, body }) => [method, path.replace(/.*queue./, ''), body])

describe('what waits', () => {
  test('stands in its order, with what can be done with it', async () => {
    const { bench } = await openChat(running().wait('1', 'queue', 'one').wait('2', 'steer', 'two'))
    expect(chips().map((chip) => [chip.dataset['messageId'], chip.dataset['mode']])).toEqual([
      ['2', 'steer'],
      ['1', 'queue'],
    ])
    const names = (chip: HTMLElement | undefined) =>
      within(chip as HTMLElement)
        .getAllByRole('button')
        .map((button) => button.getAttribute('aria-label'))
    expect(names(chips()[1])).toEqual([
      'Edit in queue: one',
      'Steer with: one',
      'Send now: one',
      'Remove from queue: one',
    ])
    expect(names(chips()[0])).toEqual(['Edit in queue: two', 'Send now: two', 'Remove from queue: two'])
    bench.live.stop()
  })

  test('each button asks for its own message, and nothing moves before the server says so', async () => {
    const { server, bench } = await openChat(running().wait('1', 'queue', 'one').wait('2', 'queue', 'two'))
    await press('Steer with: two')
    await press('Send now: one')
    await press('Remove from queue: two')
    expect(asked(server)).toEqual([
      ['PATCH', '2', { mode: 'steer' }],
      ['PATCH', '1', { mode: 'interrupt' }],
      ['DELETE', '2', undefined],
    ])
    expect(chips()).toHaveLength(2)
    bench.live.stop()
  })

  test('a text is changed in place: Enter saves, Esc does not and stops nothing', async () => {
    const { server, bench } = await openChat(running().wait('1', 'queue', 'one'))
    await press('Edit in queue: one')
    const field = screen.getByRole('textbox', { name: 'Edit queued message' })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'something else' } })
    await act(async () => void fireEvent.keyDown(field, { key: 'Escape' }))
    expect(screen.queryByRole('textbox', { name: 'Edit queued message' })).toBeNull()
    expect(document.activeElement).toBe(screen.getByTestId('composer'))

    await press('Edit in queue: one')
    const again = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit queued message' })
    expect(again.value).toBe('one')
    fireEvent.change(again, { target: { value: 'one, better' } })
    await act(async () => {
      fireEvent.keyDown(again, { key: 'Enter' })
      await settle()
    })
    expect(asked(server)).toEqual([['PATCH', '1', { text: 'one, better' }]])
    expect(server.requests.some(({ path }) => path.endsWith('/stop'))).toBe(false)
    expect(screen.queryByRole('textbox', { name: 'Edit queued message' })).toBeNull()
    bench.live.stop()
  })

  test('a change that was refused says why and keeps what was typed', async () => {
    const { server, bench } = await openChat(running().wait('1', 'queue', 'one'))
    const detail = 'The message was delivered or withdrawn'
    server.on((method) =>
      method === 'PATCH' ? { status: 409, body: { code: 'message-not-queued', detail } } : undefined,
    )
    await press('Edit in queue: one')
    fireEvent.change(screen.getByRole('textbox', { name: 'Edit queued message' }), {
      target: { value: 'late' },
    })
    await press('Save')
    expect(bench.notices.store.getState()[0]?.text).toContain(detail)
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit queued message' }).value).toBe(
      'late',
    )
    bench.live.stop()
  })

  test('what one was typing into a message that went in meanwhile is not lost, and not sent', async () => {
    const run = running().wait('1', 'queue', 'one')
    const { server, bench } = await openChat(run)
    await press('Edit in queue: one')
    fireEvent.change(screen.getByRole('textbox', { name: 'Edit queued message' }), {
      target: { value: 'half a change' },
    })
    const from = run.events.length
    await happen(server, run.end('t', 'answered').begin('u', '1'), from)
    expect(screen.getByTestId<HTMLTextAreaElement>('composer').value).toBe('half a change')
    expect(screen.getByRole('alert').textContent).toContain('The message went in')
    expect(asked(server)).toEqual([])
    bench.live.stop()
  })

  test('a paused queue can always be told to go on', async () => {
    const run = running().wait('1', 'queue', 'one').end('t', 'answered')
    const { server, bench } = await openChat(run.fact({ kind: 'queue-paused', reason: 'You changed it.' }))
    expect(screen.getByText('Queue paused: You changed it.')).not.toBeNull()
    await press('Go on')
    expect(server.requests.some(({ path }) => path.endsWith('/continue'))).toBe(true)
    bench.live.stop()
  })
})

describe('the composer while a turn runs', () => {
  const sentModes = (server: ContractServer) =>
    server.requests
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
      .map(({ body }) => (body as { mode: string }).mode)
  const type = (text: string) => fireEvent.change(screen.getByTestId('composer'), { target: { value: text } })

  test.each([
    [{}, 'queue'],
    [{ ctrlKey: true }, 'steer'],
    [{ metaKey: true }, 'steer'],
    [{ ctrlKey: true, shiftKey: true }, 'interrupt'],
  ])('Enter with %j sends with %s', async (keys, mode) => {
    const { server, bench } = await openChat(running())
    type('more')
    await act(async () => {
      fireEvent.keyDown(screen.getByTestId('composer'), { key: 'Enter', ...keys })
      await settle()
    })
    expect(sentModes(server)).toEqual([mode])
    bench.live.stop()
  })

  test('the menu offers every way in, and picking one sends at once and leaves one where one writes', async () => {
    const { server, bench } = await openChat(running())
    type('never mind that')
    await press('How to send')
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('Queue'),
      expect.stringContaining('Steer'),
      expect.stringContaining('Interrupt'),
      expect.stringContaining('Roll back'),
    ])
    await act(async () => {
      fireEvent.click(screen.getByRole('menuitem', { name: /Roll back/ }))
      await settle()
    })
    expect(sentModes(server)).toEqual(['rollback'])
    expect(document.activeElement).toBe(screen.getByTestId('composer'))
    bench.live.stop()
  })

  test('while none runs there is one way in', async () => {
    const { server, bench } = await openChat(running().end('t', 'answered'))
    expect(screen.queryByRole('button', { name: 'How to send' })).toBeNull()
    type('hello')
    await act(async () => {
      fireEvent.keyDown(screen.getByTestId('composer'), { key: 'Enter', ctrlKey: true, shiftKey: true })
      await settle()
    })
    expect(sentModes(server)).toEqual(['queue'])
    bench.live.stop()
  })
})
