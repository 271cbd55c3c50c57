// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ToolServer, WorldId } from '../../src/events/wire'
import { ToolServers } from '../../src/panes/settings/tool-servers'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const LIST = '/api/worlds/w/mcp'
const files: ToolServer = { name: 'files', kind: 'stdio', state: 'stopped', tools: [] }
const web: ToolServer = {
  name: 'web/search',
  kind: 'http',
  state: 'running',
  tools: ['web_find', 'web_open'],
}
const broken: ToolServer = {
  ...files,
  name: 'broken',
  state: 'failed',
  error: 'No such program:\n\u001b[31mnpy',
}

let server: ContractServer
let items: readonly ToolServer[]

beforeEach(() => {
  vi.useFakeTimers()
  server = new ContractServer()
  items = [files, web, broken]
  server.on((method, path) =>
    method === 'GET' && path === LIST ? { status: 200, body: { items } } : undefined,
  )
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function shown() {
  const bench = benchOn(server)
  const list = (version: number) => (
    <BenchContext value={bench}>
      <ToolServers world={'w' as WorldId} version={version} />
    </BenchContext>
  )
  const { rerender } = render(list(1))
  await act(() => settle())
  return async (version: number) => {
    rerender(list(version))
    await act(() => settle())
  }
}
const row = (name: string) => screen.getByRole('listitem', { name })
const state = (name: string) => within(row(name)).getByRole('status').textContent
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await settle()
  })
const lists = () => server.requests.filter(({ path }) => path === LIST).length

test('each server says in words how it is, why it failed and what it offers', async () => {
  await shown()
  expect(state('files')).toBe('Not started yet: starts when an agent first needs it')
  expect(state('web/search')).toBe('Running')
  expect(state('broken')).toBe('Failed')
  expect(row('broken').textContent).toContain('No such program:\nnpy')
  const tools = within(row('web/search')).getByRole('group')
  expect((tools as HTMLDetailsElement).open).toBe(false)
  expect(tools.textContent).toBe('2 toolsweb_findweb_open')
  expect(within(row('files')).queryByRole('group')).toBeNull()
})

test('it is asked for when it opens, when the settings were saved and on Refresh, and not by itself', async () => {
  const next = await shown()
  expect(lists()).toBe(1)
  await next(1)
  await act(() => settle(600_000))
  expect(lists()).toBe(1)
  items = [{ ...files, state: 'starting' }]
  await next(2)
  expect(lists()).toBe(2)
  expect(state('files')).toBe('Starting…')
  expect(screen.queryByText('web/search')).toBeNull()
  items = [{ ...files, state: 'running' }]
  await press('Refresh')
  expect(state('files')).toBe('Running')
})

test('a world without servers has no list', async () => {
  items = []
  await shown()
  expect(screen.queryByRole('region')).toBeNull()
})

test('a restart says that it starts until it is there, for this server alone', async () => {
  let answer: (server: ToolServer) => void = () => undefined
  server.on(async (method, path) => {
    if (method !== 'POST' || path !== `${LIST}/web%2Fsearch/restart`) return undefined
    const body = await new Promise<ToolServer>((resolve) => (answer = resolve))
    return { status: 200, body }
  })
  await shown()
  await press('Restart web/search')
  expect(state('web/search')).toBe('Starting…')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Restart web/search' }).disabled).toBe(true)
  expect(state('broken')).toBe('Failed')
  expect(lists()).toBe(1)

  const now: ToolServer = { ...web, state: 'failed', error: 'It went away.', tools: [] }
  items = [files, now, { ...broken, state: 'running' }]
  await act(async () => {
    answer(now)
    await settle()
  })
  expect(state('web/search')).toBe('Failed')
  expect(row('web/search').textContent).toContain('It went away.')
  expect(lists()).toBe(2)
  expect(state('broken')).toBe('Running')
})

test('a list asked for before a restart does not undo what the restart said', async () => {
  const late: (() => void)[] = []
  await shown()
  server.on(async (method, path) => {
    if (method === 'POST') return { status: 200, body: { ...files, state: 'running' } }
    if (path !== LIST) return undefined
    const before = late.length === 0
    await new Promise<void>((resolve) => late.push(resolve))
    return { status: 200, body: { items: before ? items : [{ ...files, state: 'running' }] } }
  })
  await press('Refresh')
  await press('Restart files')
  expect(state('files')).toBe('Running')
  await act(async () => {
    late[0]?.()
    await settle()
  })
  expect(state('files')).toBe('Running')
})

test('what the server refuses is said, at its row or above the list', async () => {
  server.on((method) =>
    method === 'POST'
      ? { status: 404, body: { code: 'not-found', detail: 'No server like that.' } }
      : undefined,
  )
  await shown()
  await press('Restart files')
  expect(within(row('files')).getByRole('alert').textContent).toBe('No server like that.')
  expect(state('files')).toBe('Not started yet: starts when an agent first needs it')
  server.on((_, path) => (path === LIST ? { status: 503, body: { detail: 'Not now.' } } : undefined))
  await press('Refresh')
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain('Not now.')
  expect(row('web/search')).toBeTruthy()
})
