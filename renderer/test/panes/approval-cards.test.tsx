// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryKeep, settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import type { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const asking = (...calls: readonly string[]) => {
  const run = new Run(CHAT).admit('m').begin('t', 'm')
  run.use('t', 'a', Object.fromEntries(calls.map((call) => [call, 'shell'])))
  for (const call of calls) run.approval('t', call, { summary: `Run ${call}`, detail: `make ${call}` })
  return run
}
const cards = () => screen.queryAllByTestId('approval-card')
const card = (id: string) => cards().find(({ dataset }) => dataset['approvalId'] === id) as HTMLElement
const press = (id: string, name: RegExp | string) =>
  act(async () => {
    fireEvent.click(within(card(id)).getByRole('button', { name }))
    await settle()
  })
const key = (target: Element, pressed: string, more: object = {}) =>
  act(async () => {
    fireEvent.keyDown(target, { key: pressed, ...more })
    await settle()
  })
const decisions = (server: ContractServer) =>
  server.requests
    .filter(({ path }) => path.includes('/approvals/'))
    .map(({ path, body }) => [path.split('/').at(-1), body])

function refusing(server: ContractServer, status: number, code: string): void {
  server.on((method, path) =>
    method === 'POST' && path.includes('/approvals/')
      ? { status, body: { code, detail: 'It says no.' } }
      : undefined,
  )
}

test('a card says who wants to do exactly what, and each button says its word', async () => {
  const run = asking('x')
  const { server, bench } = await openChat(run)
  expect(card('x').textContent).toContain('shell')
  expect(card('x').textContent).toContain('Run x')
  expect(within(card('x')).getByLabelText('Exactly this').textContent).toBe('make x')
  expect(card('x').textContent).toContain('the command “make”')
  await press('x', /^Allow once/)
  await happen(server, run.decide('t', 'x').runs('t', 'x'), run.events.length - 2)
  expect(cards()).toEqual([])
  for (const [id, name, decision] of [
    ['y', /^Allow for this chat/, 'allow-chat'],
    ['z', /^Deny/, 'deny'],
  ] as const) {
    const from = run.events.length
    await happen(server, run.approval('t', id), from)
    await press(id, name)
    expect(decisions(server).at(-1)).toEqual([id, { decision }])
    const answered = run.events.length
    await happen(server, run.decide('t', id, decision), answered)
  }
  expect(decisions(server)[0]).toEqual(['x', { decision: 'allow' }])
  expect(decisions(server)).toHaveLength(3)
  bench.live.stop()
})

test('what would not be seen in a command is spelled out', async () => {
  const run = new Run(CHAT).admit('m').begin('t', 'm').use('t', 'a', { x: 'shell' })
  run.approval('t', 'x', { detail: 'ls \u202egpj.exe\u200b\r rm' })
  const { bench } = await openChat(run)
  expect(within(card('x')).getByLabelText('Exactly this').textContent).toBe(
    'ls ⟦U+202E⟧gpj.exe⟦U+200B⟧⟦U+000D⟧ rm',
  )
  bench.live.stop()
})

test('a change is shown as a diff', async () => {
  const run = new Run(CHAT).admit('m').begin('t', 'm').use('t', 'a', { x: 'edit_file', y: 'fs_edit' })
  run.approval('t', 'x', { tool: 'edit_file', detail: '+new' })
  run.approval('t', 'y', { tool: 'fs_edit', detail: '@@ -1 +1 @@\n-old\n+new' })
  const { bench } = await openChat(run)
  expect(within(card('x')).getAllByLabelText('added')).toHaveLength(1)
  expect(within(card('y')).getAllByLabelText('removed')).toHaveLength(1)
  bench.live.stop()
})

test('answered in another window it is gone here, and one that was answered before is no error', async () => {
  const run = asking('x', 'y')
  const { server, bench } = await openChat(run)
  refusing(server, 409, 'approval-not-open')
  await press('x', /^Allow once/)
  expect(bench.notices.store.getState()).toEqual([])
  await happen(server, run.decide('t', 'x', 'deny'), run.events.length - 1)
  expect(cards().map(({ dataset }) => dataset['approvalId'])).toEqual(['y'])
  bench.live.stop()
})

test('keys answer the card with the focus, once, and the focus moves on', async () => {
  const run = asking('x', 'y', 'z')
  const { server, bench } = await openChat(run)
  await key(document.body, 'a')
  await key(screen.getByTestId('composer'), 'a')
  expect(decisions(server)).toEqual([])
  card('x').focus()
  await key(card('x'), 'a', { repeat: true })
  await key(card('x'), 'a', { ctrlKey: true })
  expect(decisions(server)).toEqual([])
  await key(card('x'), 'a')
  await key(card('x'), 'a')
  expect(document.activeElement).toBe(card('y'))
  await happen(server, run.decide('t', 'x'), run.events.length - 1)
  await key(card('y'), 'c')
  expect(document.activeElement).toBe(card('z'))
  await happen(server, run.decide('t', 'y', 'allow-chat'), run.events.length - 1)
  await key(card('z'), 'd')
  expect(decisions(server)).toEqual([
    ['x', { decision: 'allow' }],
    ['y', { decision: 'allow-chat' }],
    ['z', { decision: 'deny' }],
  ])
  bench.live.stop()
})

test('after the last one the focus is where one writes', async () => {
  const { bench } = await openChat(asking('x'))
  card('x').focus()
  await key(card('x'), 'd')
  expect(document.activeElement).toBe(screen.getByTestId('composer'))
  bench.live.stop()
})

test('one can say why not, and no key that is typed decides', async () => {
  const { server, bench } = await openChat(asking('x'))
  await press('x', 'Say why not…')
  const field = within(card('x')).getByLabelText('Why it is denied')
  await key(field, 'a')
  expect(decisions(server)).toEqual([])
  await act(async () => {
    fireEvent.change(field, { target: { value: ' Not now ' } })
    fireEvent.submit(field.closest('form') as HTMLFormElement)
    await settle()
  })
  expect(decisions(server)).toEqual([['x', { decision: 'deny', reason: 'Not now' }]])
  bench.live.stop()
})

test('arguments can be changed; refused ones say why and stay', async () => {
  const { server, bench } = await openChat(asking('x'))
  await press('x', 'Edit arguments…')
  const field = () => within(card('x')).getByLabelText<HTMLTextAreaElement>('Arguments, as JSON')
  expect(JSON.parse(field().value)).toEqual({ command: 'make' })
  refusing(server, 409, 'arguments-refused')
  const allow = async (text: string) => {
    await act(async () => {
      fireEvent.change(field(), { target: { value: text } })
    })
    await press('x', 'Allow with these')
  }
  await allow('{"command":"rm"}')
  expect(within(card('x')).getByRole('alert').textContent).toBe('It says no.')
  expect(field().value).toBe('{"command":"rm"}')
  expect(bench.notices.store.getState()).toEqual([])
  server.on((_, path) => (path.includes('/approvals/') ? { status: 204 } : undefined))
  await allow('{"command":"ls"}')
  expect(decisions(server).at(-1)).toEqual(['x', { decision: 'allow', arguments: '{"command":"ls"}' }])
  bench.live.stop()
})

test('what is half written stays with its card while one looks elsewhere, and goes with the answer', async () => {
  const keep = new MemoryKeep()
  const run = asking('x', 'y', 'z')
  const first = await openChat(run, keep)
  const write = async (id: string, button: string, label: string, value: string) => {
    await press(id, button)
    await act(
      async () => void fireEvent.change(within(card(id)).getByLabelText(label), { target: { value } }),
    )
  }
  await write('x', 'Say why not…', 'Why it is denied', 'Not now, be')
  await write('y', 'Edit arguments…', 'Arguments, as JSON', '{"command":"l')
  first.unmount()
  first.bench.live.stop()

  const { server, bench } = await openChat(run, keep)
  const reason = within(card('x')).getByLabelText<HTMLInputElement>('Why it is denied')
  expect(reason.value).toBe('Not now, be')
  expect(within(card('y')).getByLabelText<HTMLTextAreaElement>('Arguments, as JSON').value).toBe(
    '{"command":"l',
  )
  expect(within(card('z')).queryByRole('textbox')).toBeNull()
  expect(document.activeElement?.closest('[data-testid="approval-card"]') ?? null).toBeNull()
  await press('y', 'Cancel')
  await act(async () => {
    fireEvent.submit(reason.closest('form') as HTMLFormElement)
    await settle()
  })
  expect(decisions(server)).toEqual([['x', { decision: 'deny', reason: 'Not now, be' }]])
  bench.live.stop()
  cleanup()

  const last = await openChat(run, keep)
  expect(screen.queryAllByRole('textbox', { name: /Why it is denied|Arguments/ })).toEqual([])
  last.bench.live.stop()
})

test('Esc leaves the arguments and stops no turn', async () => {
  const { server, bench } = await openChat(asking('x'))
  await press('x', 'Edit arguments…')
  await key(within(card('x')).getByLabelText('Arguments, as JSON'), 'Escape')
  expect(within(card('x')).queryByLabelText('Arguments, as JSON')).toBeNull()
  expect(server.requests.filter(({ path }) => path.endsWith('/stop'))).toEqual([])
  bench.live.stop()
})

test('a decision that was not taken says so and can be made again', async () => {
  const { server, bench } = await openChat(asking('x'))
  refusing(server, 503, 'storage-full')
  await press('x', /^Allow once/)
  expect(bench.notices.store.getState()[0]?.text).toBe('Not answered. It says no.')
  expect(card('x').getAttribute('aria-busy')).toBe('false')
  bench.live.stop()
})

test('an approval of another chat is never here', async () => {
  const run = asking('x')
  const { server, bench } = await openChat(run)
  server.add('pear')
  const other = new Run('pear').admit('m').begin('t', 'm').use('t', 'a', { y: 'shell' }).approval('t', 'y')
  await act(async () => {
    for (const event of other.events) {
      server.happen(event)
      server.push({ event })
    }
  })
  expect(cards().map(({ dataset }) => dataset['approvalId'])).toEqual(['x'])
  bench.live.stop()
})
