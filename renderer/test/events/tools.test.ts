import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/events/parse'
import { reduce } from '../../src/events/reduce'
import { activityOf, groupOf, needsWord } from '../../src/events/status'
import { toolCallsOf } from '../../src/events/tools'
import { emptyView, viewOf, type ChatView } from '../../src/events/view'
import type { ChatEvent, Message, Snapshot } from '../../src/events/wire'
import { summaryOf } from '../support/contract-server'
import { fullRun, Run, seeded } from '../support/runs'

const fold = (run: Run): ChatView => run.events.reduce(reduce, emptyView)
const using = (...calls: readonly string[]) =>
  new Run('c')
    .admit('m')
    .begin('t', 'm')
    .use('t', 'a', Object.fromEntries(calls.map((call) => [call, 'shell'])))
const results = (view: ChatView) =>
  toolCallsOf(view.messages.at(-1) as Message).map(({ id, result }) => [id, result?.outcome])
const waiting = (view: ChatView) => view.approvals.map(({ id }) => id)
const output = (view: ChatView) => view.tools.map(({ toolCallId, text }) => [toolCallId, text])

describe('tool calls', () => {
  test('each stands in its message, in the order of the model, and each result at its call', () => {
    const run = using('x', 'y', 'z').runs('t', 'z').runs('t', 'x').ends('t', 'a', 'z', { outcome: 'failed' })
    expect(results(fold(run))).toEqual([
      ['x', undefined],
      ['y', undefined],
      ['z', 'failed'],
    ])
    run.runs('t', 'y').ends('t', 'a', 'y').ends('t', 'a', 'x', { outcome: 'denied' })
    expect(results(fold(run))).toEqual([
      ['x', 'denied'],
      ['y', 'returned'],
      ['z', 'failed'],
    ])
    expect(fold(run)).toMatchObject({ tools: [], seq: run.seq })
  })

  test('output is placed where it belongs, each at its own tool, however often it comes', () => {
    const run = using('x', 'y').runs('t', 'x').runs('t', 'y')
    run.puts('t', 'x', 'one ').puts('t', 'y', 'ONE').puts('t', 'x', 'two', 4).puts('t', 'x', 'one two', 0)
    expect(output(fold(run))).toEqual([
      ['x', 'one two'],
      ['y', 'ONE'],
    ])
    expect(fold(run.puts('t', 'y', 'THREE', 7)).gap).toBe(true)
  })

  test('what comes late changes nothing', () => {
    const run = using('x').runs('t', 'x').puts('t', 'x', 'out').ends('t', 'a', 'x')
    const view = fold(run)
    expect(fold(run.puts('t', 'x', 'put', 3))).toEqual(view)
    expect(run.events.reduce(reduce, view)).toEqual(view)
  })

  test('the result of a message that the window does not have only moves the cursor', () => {
    const run = using('x').runs('t', 'x')
    const view = { ...fold(run), messages: [] }
    const [ended] = run.ends('t', 'a', 'x').events.slice(-1) as [ChatEvent]
    expect(reduce(view, ended)).toEqual({ ...view, tools: [], seq: view.seq + 1 })
  })

  test('nothing that runs or waits outlives its turn', () => {
    const run = using('x', 'y').runs('t', 'x').approval('t', 'y').end('t', 'stopped')
    expect(fold(run)).toMatchObject({ tools: [], approvals: [], turn: undefined })
  })

  test('a snapshot in the middle has what waits, what runs and what it has put out', () => {
    const run = using('x', 'y').runs('t', 'x').puts('t', 'x', 'out').approval('t', 'y')
    const view = fold(run)
    const { messages, tools, approvals, turn, seq } = view
    const chat = summaryOf('c')
    const snapshot = { chat, seq, status: 'approval', messages, open: [], turn, queue: [], questions: [] }
    const seen = viewOf({ ...snapshot, canUndo: false, tools, approvals } as unknown as Snapshot)
    expect(seen).toMatchObject({ tools, approvals, messages })
    const next = run.puts('t', 'x', 'put', 3).decide('t', 'y').events.slice(-2)
    expect(output(next.reduce(reduce, seen))).toEqual([['x', 'output']])
    expect(waiting(next.reduce(reduce, seen))).toEqual([])
  })

  test('parts that cannot be shown are left out, and the others stand', () => {
    const [message] = fold(using('x')).messages.slice(-1) as [Message]
    const odd = [{ type: 'tool-call', id: 1 }, { type: 'hologram' }, ...message.parts]
    expect(toolCallsOf({ ...message, parts: odd as unknown as Message['parts'] })).toHaveLength(1)
  })
})

describe('approvals', () => {
  const asking = () => using('x', 'y').approval('t', 'x').approval('t', 'y')

  test('one waits until it is answered, and no other goes with it', () => {
    expect(waiting(fold(asking()))).toEqual(['x', 'y'])
    expect(waiting(fold(asking().decide('t', 'x')))).toEqual(['y'])
    expect(waiting(fold(asking().decide('t', 'y', 'cancelled')))).toEqual(['x'])
    const run = asking().decide('t', 'x')
    expect(run.events.reduce(reduce, fold(run))).toEqual(fold(run))
  })

  test('a chat says that it waits for an approval before all else, and no longer when it does not', () => {
    const run = asking().ask('t', 'q').status('approval')
    expect(activityOf(fold(run))).toEqual({ status: 'approval', reason: 'c wants to run make' })
    run.decide('t', 'x').decide('t', 'y')
    expect(activityOf(fold(run))?.status).toBe('question')
    expect(activityOf(fold(run.answered('t', 'q', 'Go on').runs('t', 'x')))?.status).toBe('tool')
    expect(activityOf(fold(run.ends('t', 'a', 'x')))?.status).toBe('waiting')
    expect(groupOf(summaryOf('c', { status: 'approval' }))).toBe('needs-you')
    expect(needsWord(summaryOf('c', { status: 'approval' }))).toBe(true)
    expect(needsWord(summaryOf('c', { status: 'tool' }))).toBe(false)
    expect(needsWord(summaryOf('c', { status: 'approval', deletedAt: '2030' }))).toBe(false)
  })

  test('what cannot be shown is none: it only moves the cursor', () => {
    const last = (run: Run) => run.events.at(-1) as unknown as Record<string, unknown>
    const kindOf = (event: object) => {
      const parsed = parseEvent(event)
      return 'frame' in parsed && parsed.frame.type === 'event' ? parsed.frame.event.kind : 'dropped'
    }
    const requested = last(asking())
    expect(kindOf(requested)).toBe('approval-requested')
    for (const field of ['id', 'tool', 'arguments', 'summary', 'detail', 'scope', 'scopeText']) {
      const approval = { ...(requested['approval'] as object), [field]: undefined }
      expect(kindOf({ ...requested, approval })).toBe('unknown-fact')
    }
    expect(kindOf({ ...requested, approval: undefined })).toBe('unknown-fact')
    const ended = last(using('x').runs('t', 'x').ends('t', 'a', 'x'))
    expect(kindOf({ ...ended, more: 'than this window knows' })).toBe('tool-ended')
    expect(kindOf({ ...ended, result: { outcome: 'returned' } })).toBe('unknown-fact')
    expect(kindOf({ ...last(using('x').runs('t', 'x')), toolCallId: 7 })).toBe('unknown-fact')
    const put = last(using('x').runs('t', 'x').puts('t', 'x', 'out'))
    expect(kindOf(put)).toBe('tool-output')
    expect(kindOf({ ...put, offset: -1 })).toBe('dropped')
    expect(kindOf({ ...put, toolCallId: undefined })).toBe('dropped')
  })
})

test('the runs that are cut and resumed have all of it', () => {
  const kinds = new Set(
    [1, 2, 3, 4, 5, 6].flatMap((seed) => fullRun('c', seeded(seed)).events.map(({ kind }) => kind)),
  )
  for (const kind of [
    'tool-requested',
    'approval-requested',
    'approval-answered',
    'tool-started',
    'tool-output',
    'tool-ended',
  ]) {
    expect(kinds).toContain(kind)
  }
})
