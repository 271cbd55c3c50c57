import { describe, expect, test } from 'vitest'
import { reduce } from '../../src/events/reduce'
import { emptyView, type ChatView } from '../../src/events/view'
import { Run } from '../support/runs'

const fold = (run: Run): ChatView => run.events.reduce(reduce, emptyView)
const queue = (run: Run) => fold(run).queue.map(({ messageId, mode }) => `${messageId} ${mode}`)
const running = () => new Run('c').admit('m').begin('t', 'm').call('t', 'a')

describe('the queue', () => {
  test('what steers goes before what waits for the next turn, and behind what steers already', () => {
    const run = running().wait('1', 'queue').wait('2', 'steer').wait('3', 'queue').wait('4', 'steer')
    expect(queue(run)).toEqual(['2 steer', '4 steer', '1 queue', '3 queue'])
  })

  test('a new text keeps its place and its way in', () => {
    const run = running().wait('1', 'steer').wait('2', 'steer').wait('3', 'queue')
    expect(fold(run.change('1', 'steer', 'anew')).queue[0]).toMatchObject({ messageId: '1', text: 'anew' })
    expect(queue(run)).toEqual(['1 steer', '2 steer', '3 queue'])
  })

  test('a new way in goes behind the others that go in that way, with its text or a new one', () => {
    const run = running().wait('1', 'queue', 'one').wait('2', 'queue', 'two').wait('3', 'steer', 'three')
    expect(fold(run.change('2', 'steer')).queue.map(({ text }) => text)).toEqual(['three', 'two', 'one'])
    expect(queue(run.change('3', 'queue', 'anew'))).toEqual(['2 steer', '1 queue', '3 queue'])
    expect(fold(run).queue.at(-1)?.text).toBe('anew')
  })

  test('what steers stays the next to go, and joins no later turn', () => {
    const run = running().wait('1', 'queue').wait('2', 'steer').wait('3', 'steer').end('t', 'answered')
    expect(queue(run)).toEqual(['2 steer', '3 steer', '1 queue'])
    expect(queue(run.begin('t2', '2'))).toEqual(['3 queue', '1 queue'])
  })

  test('a message may join the turn that runs', () => {
    const run = running().wait('1', 'steer', 'left, please')
    run.fact({ kind: 'message-delivered', messageId: '1' as never, turnId: 't' as never, to: ['ada'] })
    const view = fold(run)
    expect(view.turn).toMatchObject({ turnId: 't', messageId: 'm' })
    expect(view.queue).toEqual([])
    expect(view.messages.at(-1)).toMatchObject({ id: '1', turnId: 't', to: ['ada'] })
  })
})
