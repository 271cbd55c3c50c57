// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Question } from '../../src/events/wire'
import { settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import type { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const asking = (more: Partial<Question> = {}) =>
  new Run(CHAT)
    .admit('m')
    .begin('t', 'm')
    .ask('t', 'q', { text: 'Go on up to 2,204 tokens?', ...more })
const cards = () => screen.queryAllByTestId('question-card')
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await settle()
  })
const key = (target: Element, of: string) =>
  act(async () => {
    fireEvent.keyDown(target, { key: of })
    await settle()
  })
const answers = (server: ContractServer) =>
  server.requests
    .filter(({ path }) => path.includes('/questions/'))
    .map(({ method, path, body }) => [method, path, body])
const refusing = (server: ContractServer, status: number, code: string) =>
  server.on((_, path) =>
    path.includes('/questions/') ? { status, body: { code, detail: 'It says no.' } } : undefined,
  )
const writes = (field: HTMLElement, value: string) =>
  act(async () => fireEvent.change(field, { target: { value } }))
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your answer' })

test('a question is answered with one press, once, and goes when the chat says so', async () => {
  const run = asking()
  const { server, bench } = await openChat(run)
  expect(cards()).toHaveLength(1)
  expect(cards()[0]?.textContent).toContain('Go on up to 2,204 tokens?')
  expect(screen.queryByRole('textbox', { name: 'Your answer' })).toBeNull()

  await press('Go on')
  expect(answers(server)).toEqual([['POST', '/api/chats/apple/questions/q', { choices: ['Go on'] }]])
  expect(
    within(cards()[0] as HTMLElement)
      .getByRole('group')
      .matches(':disabled'),
  ).toBe(true)
  await key(document.body, '2')
  expect(answers(server)).toHaveLength(1)

  await happen(server, run.answered('t', 'q', 'Go on'), run.events.length - 1)
  expect(cards()).toEqual([])
  bench.live.stop()
})

test('an answer given elsewhere takes the card away, and one that came too late is no error', async () => {
  const run = asking()
  const { server, bench } = await openChat(run)
  refusing(server, 409, 'question-not-open')
  await press('Stop here')
  expect(bench.notices.store.getState()).toEqual([])
  await happen(server, run.answered('t', 'q', 'Go on'), run.events.length - 1)
  expect(cards()).toEqual([])
  bench.live.stop()
})

test('a refused answer says why and can be given again', async () => {
  const { server, bench } = await openChat(asking({ free: true }))
  refusing(server, 503, 'storage-full')
  await writes(field(), 'my own words')
  await press('Answer')
  expect(bench.notices.store.getState()[0]?.text).toBe('Not answered. It says no.')
  expect(field().value).toBe('my own words')
  expect(
    within(cards()[0] as HTMLElement)
      .getByRole('group')
      .matches(':disabled'),
  ).toBe(false)
  bench.live.stop()
})

test('digits choose for the first question, but not while one types or something covers it', async () => {
  const run = asking().ask('t', 'r', { choices: ['Yes', 'No', 'Perhaps'] })
  const { server, bench } = await openChat(run)
  await key(screen.getByTestId('composer'), '1')
  await key(document.body, '3')
  const dialog = document.body.appendChild(document.createElement('dialog'))
  dialog.setAttribute('open', '')
  await key(document.body, '1')
  dialog.remove()
  expect(answers(server)).toEqual([])
  await key(document.body, '2')
  expect(answers(server)).toEqual([['POST', '/api/chats/apple/questions/q', { choices: ['Stop here'] }]])
  bench.live.stop()
})

test('several choices are ticked, also by digit, and answered together in the order of the question', async () => {
  const { server, bench } = await openChat(asking({ choices: ['red', 'green', 'blue'], multiple: true }))
  const answer = screen.getByRole<HTMLButtonElement>('button', { name: 'Answer' })
  expect(answer.disabled).toBe(true)
  await key(document.body, '3')
  await act(async () => fireEvent.click(screen.getByRole('checkbox', { name: 'red' })))
  await key(screen.getByRole('checkbox', { name: 'red' }), '2')
  await key(document.body, '2')
  await press('Answer')
  expect(answers(server)).toEqual([['POST', '/api/chats/apple/questions/q', { choices: ['red', 'blue'] }]])
  bench.live.stop()
})

test('a question without choices takes a text: Enter answers, Shift+Enter does not', async () => {
  const { server, bench } = await openChat(asking({ choices: [], free: true }))
  await writes(field(), 'my own words')
  field().focus()
  await act(async () => fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true }))
  expect(answers(server)).toEqual([])
  await key(field(), 'Enter')
  expect(answers(server)).toEqual([
    ['POST', '/api/chats/apple/questions/q', { choices: [], text: 'my own words' }],
  ])
  expect(document.activeElement).toBe(screen.getByTestId('composer'))
  bench.live.stop()
})

test('what was typed stays over switching, and is given back when somebody else was faster', async () => {
  const run = asking({ free: true })
  const { server, bench, unmount, reopen } = await openChat(run)
  await writes(field(), 'half an answer')
  unmount()
  reopen()
  await act(() => settle(10))
  expect(field().value).toBe('half an answer')

  await happen(server, run.answered('t', 'q', 'Go on'), run.events.length - 1)
  expect(screen.getByTestId<HTMLTextAreaElement>('composer').value).toBe('half an answer')
  expect(screen.getByRole('alert').textContent).toContain('settled before you answered')
  bench.live.stop()
})

test('while a chat asks one can write, and its message waits', async () => {
  const { server, bench } = await openChat(asking())
  const composer = screen.getByTestId('composer')
  await writes(composer, 'and another thing')
  await key(composer, 'Enter')
  expect(server.requests.at(-1)).toMatchObject({
    path: '/api/chats/apple/messages',
    body: { text: 'and another thing', mode: 'queue' },
  })
  expect(cards()).toHaveLength(1)
  bench.live.stop()
})
