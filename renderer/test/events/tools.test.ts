import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/events/parse'
import { paused, reduce, resumed } from '../../src/events/reduce'
import { activityOf, groupOf, needsWord } from '../../src/events/status'
import { imagesOf, toolCallsOf } from '../../src/events/tools'
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
const writing = () => new Run('c').admit('m').begin('t', 'm').call('t', 'a')
const written = (view: ChatView) =>
  view.open.flatMap(({ calls }) => calls.map(({ index, text }) => [index, text]))
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

  test('only images that can be shown are, and no more than four', () => {
    const good = { id: 'a', type: 'image/png', bytes: 256 * 1024, width: 5_000, height: 5_000 }
    const images = [
      { ...good, type: 'image/svg+xml' },
      { ...good, type: 'text/html' },
      { ...good, id: '../../stop' },
      { ...good, id: 7 },
      { ...good, bytes: 256 * 1024 + 1 },
      { ...good, bytes: '1' },
      { ...good, width: 5_001 },
      { ...good, height: 0 },
      { ...good, width: 1.5 },
      null,
      'image/png',
    ]
    const of = (given: unknown) => imagesOf({ outcome: 'returned', text: '', images: given as never })
    for (const bad of images) expect(of([bad]), JSON.stringify(bad)).toEqual([])
    expect(of([...images, good, good, good, good, good])).toEqual([good, good, good, good])
    expect(of('image/png')).toEqual([])
    expect(imagesOf(undefined)).toEqual([])
  })

  test('parts that cannot be shown are left out, and the others stand', () => {
    const [message] = fold(using('x')).messages.slice(-1) as [Message]
    const odd = [{ type: 'tool-call', id: 1 }, { type: 'hologram' }, ...message.parts]
    expect(toolCallsOf({ ...message, parts: odd as unknown as Message['parts'] })).toHaveLength(1)
  })
})

describe('calls that are being written', () => {
  test('each grows in its place, however often its pieces come', () => {
    const run = writing().writes('t', 'a', 0, '{"p', 0, 'read_file').writes('t', 'a', 0, '":1}', 3)
    run.writes('t', 'a', 1, '{"x', 0).writes('t', 'a', 1, 'x', 2).writes('t', 'a', 1, 'xy"', 2)
    expect(written(fold(run))).toEqual([
      [0, '{"p":1}'],
      [1, '{"xy"'],
    ])
    expect(activityOf(fold(run))?.status).toBe('writing')
  })

  test('a piece that is missing is a gap; one of a message that has ended is late', () => {
    expect(fold(writing().writes('t', 'a', 0, 'x', 1)).gap).toBe(true)
    expect(fold(writing().writes('t', 'a', 0, 'x').writes('t', 'a', 1, 'y', 1)).gap).toBe(true)
    const run = writing().writes('t', 'a', 0, '{}').callEnds('t', 'a', 'stopped')
    const view = fold(run)
    expect(fold(run.writes('t', 'a', 0, '{}', 2))).toEqual(view)
    expect(fold(run.end('t', 'stopped').writes('t', 'a', 0, '{}'))).toMatchObject({ open: [], gap: false })
  })

  test('one that begins anew makes what was written after it void, and nothing doubles', () => {
    const run = writing().writes('t', 'a', 0, '{"half').writes('t', 'a', 1, 'more')
    expect(written(fold(run.takesBack('t', 'a')))).toEqual([])
    expect(activityOf(fold(run))?.status).toBe('thinking')
    run.writes('t', 'a', 0, '{"half').writes('t', 'a', 0, '":1}', 6)
    expect(written(fold(run))).toEqual([[0, '{"half":1}']])
    const cut = writing().writes('t', 'a', 0, '{"half').writes('t', 'a', 1, 'more')
    expect(written(fold(cut.writes('t', 'a', 0, 'whole')))).toEqual([[0, 'whole']])
  })

  test.each(['stopped', 'failed', 'interrupted', 'empty'] as const)(
    'nothing of them outlives a call that was %s',
    (outcome) => {
      const run = writing().stream('t', 'a', 'text', ['I look.']).writes('t', 'a', 0, '{"canary"')
      run.callEnds('t', 'a', outcome)
      expect(JSON.stringify(fold(run))).not.toContain('canary')
    },
  )

  test('they stay until the message with the calls takes their place', () => {
    const run = writing().writes('t', 'a', 0, '{"canary"').callEnds('t', 'a', 'answered')
    expect(written(fold(run))).toEqual([[0, '{"canary"']])
    expect(fold(run.post('t', 'a', 'text')).open).toEqual([])
  })

  test('a snapshot in the middle has them, and what follows fits', () => {
    const run = writing().writes('t', 'a', 0, '{"p').writes('t', 'a', 1, '{')
    const view = fold(run)
    const { messages, turn, seq } = view
    const open = view.open.map(({ ended: _, ...each }) => each)
    const snapshot = { chat: summaryOf('c'), seq, status: 'writing', messages, open, turn, queue: [] }
    const none = { questions: [], approvals: [], tools: [], canUndo: false }
    const seen = viewOf({ ...snapshot, ...none } as unknown as Snapshot)
    expect(seen.open).toEqual(view.open)
    const next = run.writes('t', 'a', 1, '}', 1).events.slice(-1)
    expect(written(next.reduce(reduce, seen))).toEqual([
      [0, '{"p'],
      [1, '{}'],
    ])
  })

  test('whoever comes back in the middle has what one has who never left', () => {
    const run = writing().writes('t', 'a', 0, '{"p').writes('t', 'a', 1, '{"half')
    const left = paused(fold(run))
    run.takesBack('t', 'a').writes('t', 'a', 0, '{"p":1}').writes('t', 'a', 1, '{')
    const open = new Run('c').takesBack('t', 'a').writes('t', 'a', 0, '{"p":1}').writes('t', 'a', 1, '{')
    expect(open.events.reduce(reduce, resumed(left))).toEqual(fold(run))
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
    const written = last(writing().writes('t', 'a', 0, '{'))
    expect(kindOf(written)).toBe('tool-arguments')
    for (const odd of [{ index: -1 }, { index: 'x' }, { offset: 0.5 }, { tool: 1 }, { messageId: 1 }])
      expect(kindOf({ ...written, ...odd })).toBe('dropped')
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
    'tool-arguments',
    'tool-started',
    'tool-output',
    'tool-ended',
  ]) {
    expect(kinds).toContain(kind)
  }
})
