import { expect, test } from 'vitest'
import { ownToolsInWords } from '../../src/events/own-tools'
import { parseEvent } from '../../src/events/parse'
import { reduce } from '../../src/events/reduce'
import { emptyView, viewOf } from '../../src/events/view'
import type { OwnTools, Snapshot } from '../../src/events/wire'
import { summaryOf } from '../support/contract-server'
import { fullRun, Run, seeded } from '../support/runs'

const changed = (run: Run, tools: OwnTools) => run.fact({ kind: 'tools-changed', tools })
const own = (run: Run) => run.events.reduce(reduce, emptyView).ownTools

test('the last change is what counts, whole, and it outlives turns', () => {
  const run = new Run('c')
  expect(own(run)).toEqual({ ownCopy: false })
  expect(own(changed(run, { mode: 'read', ownCopy: false }))).toEqual({ mode: 'read', ownCopy: false })
  expect(own(changed(run, { ownCopy: true }))).toEqual({ ownCopy: true })
  expect(own(run.admit('m').begin('t', 'm').end('t', 'answered'))).toEqual({ ownCopy: true })
})

test('a snapshot has it', () => {
  const ownTools: OwnTools = { mode: 'ask', ownCopy: true }
  const snapshot = { chat: summaryOf('c'), seq: 3, status: 'idle', messages: [], open: [], ownTools }
  expect(viewOf(snapshot as unknown as Snapshot).ownTools).toEqual(ownTools)
})

test.each([
  [undefined],
  ['read'],
  [{ mode: 'read' }],
  [{ ownCopy: 'yes' }],
  [{ mode: 'everything', ownCopy: false }],
  [{ mode: 7, ownCopy: false }],
])('%j is none of it, and only moves the cursor', (tools) => {
  const event = { kind: 'tools-changed', chatId: 'c', seq: 1, at: '' }
  expect(parseEvent({ ...event, tools })).toMatchObject({
    frame: { event: { kind: 'unknown-fact', seq: 1 } },
  })
  const known = { mode: 'read', ownCopy: true, more: 'than this window knows' }
  expect(parseEvent({ ...event, tools: known })).toMatchObject({
    frame: { event: { kind: 'tools-changed' } },
  })
})

test('it is said where a chat may do less than its world, or works in a copy', () => {
  expect(ownToolsInWords({ ownCopy: false }, 'auto')).toBeUndefined()
  expect(ownToolsInWords({ mode: 'read', ownCopy: false }, 'ask')).toBe('Read only')
  expect(ownToolsInWords({ mode: 'ask', ownCopy: true }, 'auto')).toBe('Asks first · Private copy')
  expect(ownToolsInWords({ mode: 'ask', ownCopy: true }, 'ask')).toBe('Private copy')
  expect(ownToolsInWords({ mode: 'auto', ownCopy: false }, 'read')).toBeUndefined()
})

test('the runs that are cut and resumed have it', () => {
  expect(fullRun('c', seeded(1)).events.map(({ kind }) => kind)).toContain('tools-changed')
})
