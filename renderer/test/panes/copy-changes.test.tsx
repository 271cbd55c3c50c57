// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatId } from '../../src/events/wire'
import { OwnToolsDialog } from '../../src/panes/tools/own-tools-dialog'
import { BenchContext } from '../../src/parts/bench'
import { benchOn, settle } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const CHAT = '/api/chats/c'
const DIFF = '--- a/bell\n+++ b/bell\n@@ -1 +1,2 @@\n ding\n+dong\n'

let server: ContractServer
let diff: string

beforeEach(() => {
  vi.useFakeTimers()
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close = () => undefined
  server = new ContractServer()
  diff = DIFF
  server.on((method, path) =>
    method === 'GET' && path === `${CHAT}/changes` ? { status: 200, body: { diff } } : undefined,
  )
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function shown(ownCopy = true) {
  render(
    <BenchContext value={benchOn(server)}>
      <OwnToolsDialog chat={'c' as ChatId} own={{ ownCopy }} onClose={() => undefined} />
    </BenchContext>,
  )
  await act(() => settle())
}
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await settle()
  })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const change = () => screen.queryByRole('group', { name: 'What the chat changed in its copy' })
const said = () => screen.getByRole('status').textContent
const merges = () => server.requests.filter(({ path }) => path === `${CHAT}/merge`).length
const merging = (body: object, status = 200, then = '') =>
  server.on((method, path) => {
    if (method !== 'POST' || path !== `${CHAT}/merge`) return undefined
    diff = then
    return { status, body }
  })

test('what the chat changed is shown, and a chat without a copy is not asked', async () => {
  await shown(false)
  expect(screen.queryByRole('region', { name: 'Changes' })).toBeNull()
  expect(server.requests).toEqual([])
  cleanup()
  await shown()
  expect(change()?.textContent).toContain('dong')
  expect(screen.getByLabelText('1 added, 0 removed')).toBeTruthy()
})

test('a merge is said in words, and what is left is shown', async () => {
  merging({ outcome: 'merged' })
  await shown()
  await press('Merge')
  expect(said()).toBe('Merged: the workspace has these changes now.')
  expect(change()).toBeNull()
  expect(screen.getByText('The copy has no changes to merge.')).toBeTruthy()
  expect(button('Merge').disabled).toBe(true)
  expect(merges()).toBe(1)
})

test.each([
  [{ outcome: 'nothing' }, 'There was nothing to merge.'],
  [
    { outcome: 'conflict', detail: 'bell\n\u001b[31mtower' },
    'Not merged, and nothing was changed: the workspace differs where the copy changed it.bell\ntower',
  ],
])('%j is said in words', async (outcome, words) => {
  merging(outcome, 200, DIFF)
  await shown()
  await press('Merge')
  expect(said()).toBe(words)
  expect(change()?.textContent).toContain('dong')
})

test('nothing is merged that was not shown', async () => {
  merging({ outcome: 'merged' })
  await shown()
  diff = DIFF.replace('dong', 'DONG')
  await press('Merge')
  expect(merges()).toBe(0)
  expect(said()).toContain('changed meanwhile')
  expect(change()?.textContent).toContain('DONG')
  await press('Merge')
  expect(merges()).toBe(1)
  expect(said()).toContain('Merged')
})

test('what is refused is said, and can be tried again', async () => {
  server.on((_, path) =>
    path === `${CHAT}/changes` && diff === 'none'
      ? { status: 409, body: { code: 'copy-refused', detail: 'The copy is gone.' } }
      : undefined,
  )
  diff = 'none'
  await shown()
  expect(screen.getByRole('alert').textContent).toBe('The copy is gone.')
  expect(button('Merge').disabled).toBe(true)
  diff = DIFF
  await press('Look again')
  expect(screen.queryByRole('alert')).toBeNull()
  merging({ code: 'copy-refused', detail: 'The workspace is no repository.' }, 409, DIFF)
  await press('Merge')
  expect(screen.getByRole('alert').textContent).toBe('The workspace is no repository.')
  expect(said()).toBe('')
  expect(button('Merge').disabled).toBe(false)
})
