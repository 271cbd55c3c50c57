// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { World, WorldId } from '../../src/events/wire'
import { WorldPage } from '../../src/panes/settings/world-page'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const WORLD: World = {
  id: 'w' as WorldId,
  name: 'W',
  version: 1,
  createdAt: '',
  turnLimit: 5,
  usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 0 },
  chatBudget: { tokens: 1_000, costUsd: 0.25 },
  variables: {},
  tools: { mode: 'ask' },
  agents: [],
}

let server: ContractServer

beforeEach(() => {
  vi.useFakeTimers()
  server = new ContractServer()
  server.on((_, path, body) => {
    if (path === '/api/providers' || path === '/api/worlds/w/mcp') return { status: 200, body: { items: [] } }
    return path === '/api/worlds/w' ? { status: 200, body: { ...WORLD, ...(body as object) } } : undefined
  })
  render(
    <BenchContext value={benchOn(server)}>
      <WorldPage world={WORLD} />
    </BenchContext>,
  )
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const fill = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })
async function saved() {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await act(() => settle())
  return server.requests.findLast(({ method }) => method === 'PATCH')?.body
}

test('budgets are what stands in their fields, each by itself, and none where nothing stands', async () => {
  expect(field('Tokens for each chat').value).toBe('1000')
  expect(field('US dollars for each chat').value).toBe('0.25')
  expect(await saved()).toMatchObject({ budget: null, chatBudget: { tokens: 1_000, costUsd: 0.25 } })

  fill('Tokens for the whole world', '50000')
  fill('US dollars for each chat', '')
  expect(await saved()).toMatchObject({ budget: { tokens: 50_000 }, chatBudget: { tokens: 1_000 } })

  fill('Tokens for the whole world', '')
  fill('Tokens for each chat', '')
  fill('US dollars for the whole world', '2.5')
  expect(await saved()).toMatchObject({ budget: { costUsd: 2.5 }, chatBudget: null })
})

test('what agents may do is sent as it stands in its fields', async () => {
  expect(field('Ask').checked).toBe(true)
  expect(await saved()).toMatchObject({ tools: { mode: 'ask', workspace: null, mcpServers: null } })

  fireEvent.click(field('Auto'))
  fill('Workspace', ' /home/me/bells ')
  fill('MCP servers', '{"files":{"command":"npx"}}')
  const tools = { mode: 'auto', workspace: '/home/me/bells', mcpServers: { files: { command: 'npx' } } }
  expect(await saved()).toMatchObject({ tools })
  fill('MCP servers', '{"mcpServers":{"web":{"url":"http://a.example"}}}')
  expect(await saved()).toMatchObject({ tools: { mcpServers: { web: { url: 'http://a.example' } } } })
  fill('Workspace', '')
  fill('MCP servers', ' ')
  expect(await saved()).toMatchObject({ tools: { workspace: null, mcpServers: null } })
})

test.each(['{"files":', '[]', '"files"', 'null', '7'])('servers that are %s are not sent', async (wrong) => {
  fill('MCP servers', wrong)
  expect(screen.getByRole('alert').textContent).toContain('no JSON object')
  expect(await saved()).toBeUndefined()
  fill('MCP servers', '{}')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(await saved()).toMatchObject({ tools: { mcpServers: {} } })
})

test('what the server says about them is shown', async () => {
  server.on((method) =>
    method === 'PATCH'
      ? { status: 400, body: { code: 'bad-request', detail: 'There is no folder there' } }
      : undefined,
  )
  fill('Workspace', '/none')
  await saved()
  expect(screen.getByRole('alert').textContent).toBe('There is no folder there')
})
