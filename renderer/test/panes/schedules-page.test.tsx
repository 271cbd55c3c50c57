// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Workbench } from '../../src/chats/workbench'
import type { Schedule, World, WorldId } from '../../src/events/wire'
import { SchedulesPage } from '../../src/panes/settings/schedules-page'
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
  variables: {},
  tools: { mode: 'ask' },
  agents: [],
}

let server: ContractServer
let bench: Workbench
let items: Schedule[]

beforeEach(async () => {
  vi.useFakeTimers()
  server = new ContractServer()
  items = []
  server.on((method, path, body) => {
    if (!path.startsWith('/api/worlds/w/schedules')) return undefined
    if (method === 'POST' && (body as Schedule).cron === 'bad') {
      return { status: 400, body: { code: 'bad-request', detail: '"cron" must have five fields' } }
    }
    if (method === 'POST')
      items = [{ ...(body as Schedule), words: 'at 09:00', next: '2026-01-02T09:00:00Z' }]
    if (method === 'PATCH') items = items.map((each) => ({ ...each, ...(body as Partial<Schedule>) }))
    if (method === 'DELETE') items = []
    return method === 'GET'
      ? { status: 200, body: { items, zone: 'Europe/Berlin' } }
      : { status: 200, body: items[0] }
  })
  server.add('red', { title: 'Red' })
  server.add('elsewhere', { title: 'Elsewhere', worldId: 'v' as WorldId })
  bench = benchOn(server)
  bench.start()
  await settle()
  render(
    <BenchContext value={bench}>
      <SchedulesPage world={WORLD} />
    </BenchContext>,
  )
  await act(() => settle())
})

afterEach(() => {
  cleanup()
  bench.live.stop()
  vi.useRealTimers()
})

function fill(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

async function save() {
  fireEvent.submit(screen.getByRole('form'))
  await act(() => settle())
}

test('a schedule is added, turned off, edited and deleted, and says when it is next', async () => {
  expect(screen.getByText(/Europe\/Berlin/)).toBeDefined()
  fireEvent.click(screen.getByText('New schedule'))
  expect(screen.queryByText('Elsewhere')).toBeNull()
  fill('Id', 'daily')
  fill('Message', 'Good morning')
  await save()
  expect(screen.getByTestId('schedule').textContent).toMatch(
    /daily at 09:00.*Good morning.*To “Red”.*next on/,
  )

  fireEvent.click(screen.getByLabelText('daily is on'))
  await act(() => settle())
  expect(items[0]?.enabled).toBe(false)

  fireEvent.click(screen.getByLabelText('Edit daily'))
  fill('Message', 'Good night')
  await save()
  expect(items[0]?.text).toBe('Good night')

  fireEvent.click(screen.getByLabelText('Edit daily'))
  fireEvent.click(screen.getByText('Delete'))
  await act(() => settle())
  expect(screen.getByText('Nothing is planned in this world.')).toBeDefined()
})

test('a bad expression says what is wrong with it and keeps what was typed', async () => {
  fireEvent.click(screen.getByText('New schedule'))
  fill('Id', 'daily')
  fill('When', 'bad')
  fill('Message', 'kept')
  await save()

  expect(screen.getByText('"cron" must have five fields')).toBeDefined()
  expect(screen.getByLabelText<HTMLTextAreaElement>('Message').value).toBe('kept')
})
