// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChatEvent, Message, MessageId } from '../../src/events/wire'
import { idOf, summedUpFor, withSummariesJoined } from '../../src/panes/rows'
import { settle } from '../support/benches'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const summing = () => new Run(CHAT).admit('m').begin('t', 'm').call('t', 's', 1)
const row = () => screen.getByRole('article', { name: 'Summary' })
const ofAgents = () => document.querySelectorAll('[data-testid="message"][data-sender="agent"]')
const unfold = () => act(async () => fireEvent.click(within(row()).getByRole('button')))

test('a summary is a folded line from its first moment on, and never an answer', async () => {
  const run = summing()
  const { server, bench } = await openChat(run)
  expect(row().textContent).toMatch(/^Summing up earlier messages… /)
  expect(screen.queryByText('Thinking')).toBeNull()

  const from = run.events.length
  await happen(server, run.stream('t', 's', 'text', ['They compared ', 'bells']), from)
  expect(row().textContent).not.toContain('bells')
  expect(ofAgents()).toHaveLength(0)
  await unfold()
  expect(row().textContent).toContain('They compared bells')

  const ended = run.events.length
  run.callEnds('t', 's', 'answered').compact('t', 's', 1, 'They compared bells.').call('t', 'a')
  await happen(server, run, ended)
  expect(row().textContent).toContain('Earlier messages were summed up for @ada')
  expect(row().textContent).toContain('They compared bells.')
  expect(ofAgents()).toHaveLength(0)
  bench.live.stop()
})

test('one can go back to before a summary, which is nothing to edit or to ask again', async () => {
  const { server, bench } = await openChat(
    summing().callEnds('t', 's', 'answered').compact('t', 's', 1, 'In short.'),
  )
  expect(row().textContent).not.toContain('In short.')
  await unfold()
  expect(within(row()).queryByRole('button', { name: /Edit|again|Regenerate/ })).toBeNull()
  await act(async () => fireEvent.click(within(row()).getByRole('button', { name: 'More for this message' })))
  await act(async () => {
    fireEvent.click(screen.getByRole('menuitem', { name: 'Delete from here' }))
    await settle()
  })
  expect(server.requests.at(-1)).toMatchObject({ path: '/api/chats/apple/messages/s/rewind' })
  bench.live.stop()
})

test('one that takes up the one before stands in its place, open or folded as that was', async () => {
  const run = summing()
    .callEnds('t', 's', 'answered')
    .compact('t', 's', 1, 'The beginning.')
    .call('t', 's2', 2)
  const { server, bench } = await openChat(run)
  expect(row().textContent).toContain('Summing up')
  await unfold()
  const from = run.events.length
  run.callEnds('t', 's2', 'answered').compact('t', 's2', 2, 'The beginning and the middle.')
  await happen(server, run, from)
  expect(row().textContent).toContain('The beginning and the middle.')
  expect(row().textContent).not.toContain('The beginning.')
  expect(row().dataset['messageId']).toBe('s')
  bench.live.stop()
})

test('summaries of two agents stand side by side', () => {
  const run = summing().callEnds('t', 's', 'answered').compact('t', 's', 1, 'In short.')
  const [mine] = run.events.slice(-1) as [ChatEvent & { kind: 'history-compacted' }]
  const of = (id: string, agentId: string): Message => ({
    ...mine.message,
    id: id as MessageId,
    parts: [{ type: 'summary', text: id, agentId, upTo: 1 }],
  })
  const rows = [of('1', 'ada'), of('2', 'bob'), of('3', 'bob'), of('4', 'ada')]
  expect(withSummariesJoined(rows).map((each) => [idOf(each), summedUpFor(each)])).toEqual([
    ['1', 'ada'],
    ['2', 'bob'],
    ['4', 'ada'],
  ])
})

test('a summary that failed is said by the answer that could not be given', async () => {
  const run = summing().callEnds('t', 's', 'failed').post('t', 's', '', 'failed')
  const { bench } = await openChat(run)
  expect(screen.queryByRole('article', { name: 'Summary' })).toBeNull()
  expect(ofAgents()).toHaveLength(1)
  bench.live.stop()
})
