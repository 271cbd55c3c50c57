import { describe, expect, test } from 'vitest'
import { reduce, resumed, startedOver } from '../../src/events/reduce'
import { activityOf } from '../../src/events/status'
import { canContinue, emptyView, viewOf, withOlder, type ChatView } from '../../src/events/view'
import type { ChatEvent, Message, MessageId, TurnId } from '../../src/events/wire'
import { fullRun, Run, seeded } from '../support/runs'
import { summaryOf } from '../support/contract-server'

const fold = (run: Run, from: ChatView = emptyView) => run.events.reduce(reduce, from)
const started = () => new Run('c').admit('m').begin('t', 'm').call('t', 'a')

describe('facts', () => {
  test('an admitted message waits in the queue, a delivered one stands in the transcript', () => {
    const admitted = fold(new Run('c').admit('m', 'hello'))
    expect(admitted.queue).toMatchObject([{ messageId: 'm', text: 'hello' }])
    expect(admitted.messages).toEqual([])

    const delivered = fold(new Run('c').admit('m', 'hello').begin('t', 'm'))
    expect(delivered.queue).toEqual([])
    expect(delivered.messages).toMatchObject([
      { id: 'm', seq: 2, sender: 'human', turnId: 't', parts: [{ type: 'text', text: 'hello' }] },
    ])
  })

  test('a withdrawn message leaves the queue and no trace', () => {
    const view = fold(
      new Run('c').admit('m').fact({ kind: 'message-withdrawn', messageId: 'm' as MessageId }),
    )
    expect(view).toMatchObject({ queue: [], messages: [] })
  })

  test('a failed message stands in the transcript with its reason', () => {
    const failure = { kind: 'message-failed', messageId: 'm' as MessageId, reason: 'no room' } as const
    expect(fold(new Run('c').admit('m').fact(failure)).messages).toMatchObject([
      { id: 'm', state: 'failed', reason: 'no room' },
    ])
    expect(fold(new Run('c').admit('m').begin('t', 'm').fact(failure)).messages).toMatchObject([
      { id: 'm', state: 'failed', reason: 'no room' },
    ])
  })

  test('a started turn runs until it ends, and says whether one can continue', () => {
    expect(fold(started()).turn).toMatchObject({ turnId: 't', messageId: 'm' })
    for (const [outcome, further] of [
      ['answered', false],
      ['limited', false],
      ['stopped', true],
      ['failed', true],
      ['interrupted', true],
    ] as const) {
      const view = fold(started().end('t', outcome, 'why'))
      expect(view).toMatchObject({
        turn: undefined,
        lastTurn: { turnId: 't', messageId: 'm', outcome, reason: 'why' },
        open: [],
      })
      expect(canContinue(view)).toBe(further)
    }
  })

  test('a new turn takes the chance to continue the old one away', () => {
    expect(canContinue(fold(started().end('t', 'failed').admit('n').begin('u', 'n')))).toBe(false)
  })

  test('an answer is shown from its call on, kept while its end is under way, and replaced by its message', () => {
    const run = started().stream('t', 'a', 'text', ['Hel', 'lo'])
    expect(fold(run).open).toMatchObject([{ messageId: 'a', text: 'Hello', ended: false }])
    run.callEnds('t', 'a', 'answered')
    expect(fold(run).open).toMatchObject([{ messageId: 'a', text: 'Hello', ended: true }])
    run.post('t', 'a', 'Hello!')
    expect(fold(run)).toMatchObject({
      open: [],
      messages: [{ id: 'm' }, { id: 'a', seq: 7, parts: [{ text: 'Hello!' }] }],
    })
  })

  test('an empty call withdraws its text, a call without a message at the latest with its reply', () => {
    expect(fold(started().stream('t', 'a', 'text', ['x']).callEnds('t', 'a', 'empty')).open).toEqual([])
    const next = started().stream('t', 'a', 'text', ['x']).callEnds('t', 'a', 'failed').call('t', 'b')
    expect(fold(next).open).toMatchObject([{ messageId: 'b' }])
    const over = started().stream('t', 'a', 'text', ['x']).callEnds('t', 'a', 'failed')
    expect(
      fold(over.fact({ kind: 'reply-ended', turnId: 't' as TurnId, replyId: 't-r', agentId: 'ada' })).open,
    ).toEqual([])
  })

  test('the end of one reply leaves the text of another agent alone', () => {
    const run = started().fact({
      kind: 'model-call-started',
      turnId: 't' as TurnId,
      replyId: 'r2',
      callId: 'k2',
      agentId: 'bob',
      messageId: 'b' as MessageId,
      provider: 'demo',
      model: 'demo-1',
    })
    run.fact({ kind: 'reply-ended', turnId: 't' as TurnId, replyId: 't-r', agentId: 'ada' })
    expect(fold(run).open).toMatchObject([{ messageId: 'b', agentId: 'bob' }])
  })

  test('the queue pauses with a reason and resumes', () => {
    const run = new Run('c').fact({ kind: 'queue-paused', reason: 'the provider is down' })
    expect(fold(run).queuePaused).toEqual({ reason: 'the provider is down' })
    expect(fold(run.fact({ kind: 'queue-resumed' })).queuePaused).toBeUndefined()
  })

  test('a notice is a system message', () => {
    const run = new Run('c').fact({ kind: 'notice-posted', messageId: 'n' as MessageId, text: 'No agent @x' })
    expect(fold(run).messages).toMatchObject([{ id: 'n', seq: 1, sender: 'system' }])
  })

  test('a chat is deleted and restored', () => {
    const run = new Run('c').fact({ kind: 'chat-deleted' })
    expect(fold(run).deleted).toBe(true)
    expect(fold(run.fact({ kind: 'chat-restored' })).deleted).toBe(false)
  })

  test('creation, titles, reply starts and unknown facts only move the cursor', () => {
    const run = new Run('c')
      .fact({ kind: 'chat-created', worldId: 'w' as never })
      .fact({ kind: 'title-changed', title: 'T', source: 'hand' })
      .fact({ kind: 'reply-started', turnId: 't' as TurnId, replyId: 'r', agentId: 'ada' })
      .fact({ kind: 'unknown-fact' })
    expect(fold(run)).toEqual({ ...emptyView, seq: 4 })
  })
})

describe('order', () => {
  test('a replayed fact changes nothing, not even the identity of the view', () => {
    const run = fullRun('c', seeded(7))
    const view = fold(run)
    for (const event of run.events) if ('seq' in event) expect(reduce(view, event)).toBe(view)
  })

  test('a missing fact is a gap, and nothing is believed until the watch is confirmed', () => {
    const { events } = new Run('c').admit('m').admit('n').admit('o')
    const [first, , third] = events as [ChatEvent, ChatEvent, ChatEvent]
    const torn = reduce(reduce(emptyView, first), third)
    expect(torn).toMatchObject({ gap: true, seq: 1 })
    expect(reduce(torn, third)).toBe(torn)
    expect(events.slice(1).reduce(reduce, resumed(torn))).toEqual(events.reduce(reduce, emptyView))
  })

  test('a delta replaces from its offset on, and one beyond the text is a gap', () => {
    const view = fold(started().stream('t', 'a', 'text', ['Hello']))
    const delta = { ...started().stream('t', 'a', 'text', ['y'])?.events.at(-1) } as ChatEvent & {
      kind: 'text'
    }
    expect(reduce(view, { ...delta, offset: 2, text: 'y' }).open).toMatchObject([{ text: 'Hey' }])
    expect(reduce(view, { ...delta, offset: 0, text: 'Hello there' }).open).toMatchObject([
      { text: 'Hello there' },
    ])
    expect(reduce(view, { ...delta, offset: 6, text: '!' }).gap).toBe(true)
  })

  test('a late delta of an answered message or an ended turn is ignored', () => {
    const run = started().stream('t', 'a', 'text', ['Hello'])
    const late = run.events.at(-1) as ChatEvent
    const posted = fold(run.callEnds('t', 'a', 'answered').post('t', 'a', 'Hello'))
    expect(reduce(posted, late)).toBe(posted)
    const ended = fold(run.end('t', 'answered'))
    expect(reduce(ended, late)).toBe(ended)
  })

  test('after a reset everything comes again and gives the same view', () => {
    const run = fullRun('c', seeded(3))
    expect({ ...fold(run, startedOver()), loaded: false }).toEqual(fold(run))
  })
})

describe('snapshots', () => {
  const message = (seq: number): Message => ({
    id: `m${seq}` as MessageId,
    seq,
    sender: 'human',
    parts: [],
    state: 'complete',
    at: '',
  })

  test('a snapshot becomes a view, with its open text and its turn', () => {
    const view = fold(started().stream('t', 'a', 'text', ['Hel']))
    const taken = viewOf({
      chat: summaryOf('c'),
      seq: view.seq,
      status: 'writing',
      messages: view.messages,
      open: view.open,
      ...(view.turn && { turn: view.turn }),
      canUndo: false,
      queue: [],
      questions: [],
      approvals: [],
      tools: [],
      ownTools: { ownCopy: false },
      usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0, unpricedCalls: 0 },
    })
    expect({ ...taken, loaded: false, live: undefined }).toEqual(view)
  })

  test('an older page goes in front, once', () => {
    const view = { ...emptyView, messages: [message(9)], before: 9 }
    const page = { messages: [message(3), message(9)], before: 3 }
    expect(withOlder(view, page)).toMatchObject({ messages: [{ seq: 3 }, { seq: 9 }], before: 3 })
  })
})

describe('what a running turn does', () => {
  test('comes from what is on screen, and the place in line from the server', () => {
    const run = new Run('c').admit('m').begin('t', 'm')
    expect(activityOf(fold(run))).toEqual({ status: 'waiting' })
    expect(activityOf(fold(run.status('waiting', 3)))).toEqual({ status: 'waiting', place: 3 })
    run.call('t', 'a')
    expect(activityOf(fold(run.stream('t', 'a', 'reasoning', ['hm'])))).toEqual({ status: 'thinking' })
    expect(activityOf(fold(run.stream('t', 'a', 'text', ['so'])))).toEqual({ status: 'writing' })
  })

  test('no status word keeps a chat running whose turn is over', () => {
    const run = started().status('thinking').end('t', 'stopped').status('thinking')
    expect(activityOf(fold(run))).toBeUndefined()
  })
})
