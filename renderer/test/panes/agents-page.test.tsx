// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useStore } from 'zustand'
import type { Workbench } from '../../src/chats/workbench'
import type { Agent, World, WorldId } from '../../src/events/wire'
import { copyOf, moved } from '../../src/panes/settings/agent-copy'
import { AgentsPage } from '../../src/panes/settings/agents-page'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const agent = (id: string, more: Partial<Agent> = {}): Agent => ({
  id,
  name: id.toUpperCase(),
  systemPrompt: `I am ${id}`,
  autoReply: true,
  ...more,
})

let server: ContractServer
let bench: Workbench
let world: World

beforeEach(() => {
  vi.useFakeTimers()
  server = new ContractServer()
  bench = benchOn(server)
  world = {
    id: 'w' as WorldId,
    name: 'W',
    version: 1,
    createdAt: '',
    turnLimit: 5,
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 0 },
    variables: {},
    tools: { mode: 'ask' },
    agents: [
      agent('a', { temperature: 0.5, contextTokens: 500, reasoningEffort: 'high' }),
      agent('b'),
      agent('c'),
    ],
  }
  server.on((method, path, body) => {
    if (path === '/api/worlds/w' && method === 'PATCH') {
      const { agentOrder } = body as { agentOrder: string[] }
      const agents = agentOrder.map((id) => world.agents.find((each) => each.id === id) as Agent)
      world = { ...world, version: world.version + 1, agents }
    }
    if (path === '/api/worlds/w') return { status: 200, body: world }
    if (path.endsWith('/agents')) return { status: 201, body }
    if (path === '/api/providers')
      return { status: 200, body: { items: [], prices: { asOf: '2026-01-01', own: false } } }
    return undefined
  })
  bench.worlds.receive(world)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Page() {
  const shown = useStore(bench.worlds.store, ({ items }) => items[0])
  return shown ? <AgentsPage world={shown} /> : null
}

function open() {
  render(
    <BenchContext value={bench}>
      <Page />
    </BenchContext>,
  )
}

const shown = () => screen.getAllByTestId('agent').map((row) => /@(\w)/.exec(row.textContent)?.[1])

test('agents are moved by button and by key, and keep the focus', async () => {
  open()
  const up = screen.getByLabelText('Move C up')
  up.focus()
  fireEvent.click(up)
  await act(() => settle())
  expect(shown()).toEqual(['a', 'c', 'b'])
  expect(document.activeElement).toBe(up)

  fireEvent.keyDown(screen.getByLabelText('Edit A'), { key: 'ArrowDown', altKey: true })
  await act(() => settle())
  expect(shown()).toEqual(['c', 'a', 'b'])
  fireEvent.keyDown(screen.getByLabelText('Edit A'), { key: 'ArrowDown' })
  fireEvent.keyDown(screen.getByLabelText('Edit B'), { key: 'ArrowDown', altKey: true })
  await act(() => settle())
  expect(server.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(2)
})

test('a copy has all that the agent has, and an id of its own', async () => {
  open()
  fireEvent.click(screen.getByLabelText('Duplicate A'))
  await act(() => settle())
  fireEvent.submit(screen.getByLabelText('New agent'))
  await act(() => settle())

  expect(server.requests.find(({ method }) => method === 'POST')?.body).toEqual({
    id: 'a-2',
    name: 'A 2',
    systemPrompt: 'I am a',
    temperature: 0.5,
    contextTokens: 500,
    reasoningEffort: 'high',
    autoReply: true,
  })
})

test('what an agent is given is sent as numbers and words, and what is emptied is cleared', async () => {
  open()
  fireEvent.click(screen.getByLabelText('Edit A'))
  const fill = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  expect(screen.getByLabelText<HTMLInputElement>('Reasoning effort').value).toBe('high')
  fill('Context, in tokens', '8000')
  fill('Reasoning effort', ' ')
  fireEvent.submit(screen.getByLabelText('Agent A'))
  await act(() => settle())
  expect(server.requests.find(({ method }) => method === 'PATCH')).toMatchObject({
    path: '/api/worlds/w/agents/a',
    body: { contextTokens: 8_000, reasoningEffort: null, temperature: 0.5, maxTokens: null },
  })
})

test('the next free id is suggested, and nothing moves past an end', () => {
  const ada = agent('ada', { name: 'Ada' })
  const second = copyOf(ada, [ada])
  expect(second).toMatchObject({ id: 'ada-2', name: 'Ada 2' })
  expect(copyOf(second, [ada, second])).toMatchObject({ id: 'ada-3', name: 'Ada 3' })
  const long = agent('x'.repeat(64))
  expect(copyOf(long, [long]).id).toBe(`${'x'.repeat(62)}-2`)
  const ids = ['a', 'b']
  expect(moved(ids, 'a', -1)).toBe(ids)
  expect(moved(ids, 'b', 1)).toBe(ids)
  expect(moved(ids, 'a', 1)).toEqual(['b', 'a'])
})
