// @vitest-environment jsdom
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MessageId, TurnId, Usage, World, WorldId } from '../../src/events/wire'
import { SettingsPane } from '../../src/panes/settings/settings-pane'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { CHAT, endBrowser, openChat, playBrowser } from '../support/chat-panes'
import { ContractServer } from '../support/contract-server'
import { Run } from '../support/runs'

const USED: Usage = {
  inputTokens: 1000,
  outputTokens: 50,
  cachedInputTokens: 0,
  costUsd: 0.0123,
  unpricedCalls: 0,
}

beforeEach(playBrowser)
afterEach(endBrowser)

const answered = (usage: Usage | undefined) =>
  new Run(CHAT).admit('m', 'a question').fact({
    kind: 'message-posted',
    message: {
      id: 'a' as MessageId,
      seq: 2,
      sender: 'agent',
      agentId: 'a1',
      parts: [{ type: 'text', text: 'an answer' }],
      state: 'complete',
      at: '2030-01-01T00:00:02Z',
      turnId: 't' as TurnId,
      provider: 'openai',
      model: 'gpt',
      ...(usage && { usage }),
    },
  })

const detailsOf = async (usage: Usage | undefined) => {
  const { bench, unmount } = await openChat(answered(usage))
  const row = document.querySelector<HTMLElement>('[data-message-id="a"]') as HTMLElement
  const details = within(row).getByRole('button', { name: 'gpt' })
  await act(async () => {
    fireEvent.click(details)
    await settle()
  })
  const text = details.nextElementSibling?.textContent
  bench.live.stop()
  unmount()
  return { text, tip: details.title }
}

test('an answer says what it used and cost, as far as that is known', async () => {
  expect(await detailsOf(USED)).toEqual({
    text: 'openai · 1,000 in · 50 out tokens · $0.0123',
    tip: '1,000 in · 50 out tokens · $0.0123',
  })
  expect((await detailsOf({ ...USED, costUsd: 0, unpricedCalls: 1 })).text).toBe(
    'openai · 1,000 in · 50 out tokens · price unknown',
  )
  const uncounted = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 1 }
  expect((await detailsOf(uncounted)).text).toBe('openai · no token count · price unknown')
  expect((await detailsOf(undefined)).text).toBe('openai · no token count')
})

test('a chat says what it cost, from the first call on', async () => {
  const { server, bench } = await openChat()
  expect(screen.queryByTestId('chat-cost')).toBeNull()

  await act(async () => {
    server.summarise(CHAT, { usage: USED })
    await settle()
  })
  expect(screen.getByTestId('chat-cost').textContent).toBe('$0.0123')
  expect(screen.getByTestId('chat-cost').title).toBe('This chat: 1,000 in · 50 out tokens')

  await act(async () => {
    server.summarise(CHAT, { usage: { ...USED, unpricedCalls: 1 } })
    await settle()
  })
  expect(screen.getByTestId('chat-cost').textContent).toBe('at least $0.0123')
  bench.live.stop()
})

const world = (usage: Usage): World => ({
  id: 'w' as WorldId,
  name: 'W',
  version: 1,
  createdAt: '',
  turnLimit: 5,
  variables: {},
  tools: { mode: 'ask' },
  agents: [],
  usage,
})

test('a world says what it has cost by now, and of which day the prices are', async () => {
  const server = new ContractServer()
  const none = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 0 }
  const prices = { asOf: '2026-10-27', own: true, trouble: 'The prices in prices.json are not used: so.' }
  server.on((_, path) => (path === '/api/worlds/w' ? { status: 200, body: world(USED) } : undefined))
  server.on((_, path) =>
    path === '/api/providers' ? { status: 200, body: { items: [], prices } } : undefined,
  )
  const bench = benchOn(server)
  bench.worlds.receive(world(none))
  const pane = (page: 'world' | 'providers') => (
    <BenchContext value={bench}>
      <SettingsPane world={'w' as WorldId} page={page} />
    </BenchContext>
  )

  const { unmount } = render(pane('world'))
  expect(screen.getByTestId('world-cost').textContent).toBe('Nothing yet')
  await act(() => settle(1_000))
  expect(screen.getByTestId('world-cost').textContent).toBe('$0.0123 · 1,000 in · 50 out tokens')
  screen.getByText(/list prices as of 2026-10-27, and from prices.json/)
  screen.getByText(prices.trouble)
  unmount()

  render(pane('providers'))
  await act(() => settle(1_000))
  screen.getByText(/list prices as of 2026-10-27/)
  screen.getByText(prices.trouble)
})
