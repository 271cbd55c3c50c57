// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NewWorld } from '../../src/panes/new-world'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const TEMPLATES = [
  { id: 'assistant', name: 'Assistant', description: 'One agent.', agents: [] },
  { id: 'debate', name: 'Debate', description: 'Two sides.', agents: [{ id: 'pro', name: 'Pro' }] },
]

let server: ContractServer

beforeEach(() => {
  vi.useFakeTimers()
  HTMLDialogElement.prototype.showModal = () => undefined
  HTMLDialogElement.prototype.close = () => undefined
  server = new ContractServer()
  server.on((method, path) => {
    if (path === '/api/templates') return { status: 200, body: { items: TEMPLATES } }
    if (method === 'POST' && path === '/api/worlds') {
      return { status: 201, body: { id: 'made', name: 'Made', version: 1, variables: {}, agents: [] } }
    }
    return undefined
  })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function open() {
  render(
    <BenchContext value={benchOn(server)}>
      <NewWorld onClose={() => undefined} />
    </BenchContext>,
  )
  await act(() => settle())
}

async function create() {
  fireEvent.submit(screen.getByText('Create world').closest('form') as HTMLFormElement)
  await act(() => settle())
  return server.requests.filter(({ method, path }) => method === 'POST' && path === '/api/worlds')
}

const button = () => screen.getByText<HTMLButtonElement>('Create world')

test('a ready world needs one pick and no name', async () => {
  await open()
  fireEvent.click(screen.getByLabelText(/Debate/))

  expect(await create()).toMatchObject([{ body: { template: 'debate' } }])
  expect(location.pathname).toBe('/w/made')
})

test('a newcomer gets the assistant without picking anything', async () => {
  await open()
  expect(button().disabled).toBe(false)
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Mine' } })

  expect(await create()).toMatchObject([{ body: { template: 'assistant', name: 'Mine' } }])
})

test('an empty world needs a name and leads to its agents', async () => {
  await open()
  fireEvent.click(screen.getByLabelText(/Empty/))
  expect(button().disabled).toBe(true)
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Mine' } })
  const made = await create()

  expect(made).toHaveLength(1)
  expect(made[0]?.body).toEqual({ name: 'Mine' })
  expect(location.pathname).toBe('/w/made/settings/agents')
})
