import { describe, expect, test } from 'vitest'
import { reduce } from '../../src/events/reduce'
import { canContinue, canUndo, emptyView, withoutOldest, type ChatView } from '../../src/events/view'
import type { MessageId } from '../../src/events/wire'
import { Run } from '../support/runs'

const fold = (run: Run, from: ChatView = emptyView): ChatView => run.events.reduce(reduce, from)
const ids = (view: ChatView) => view.messages.map(({ id }) => id)

/** As many turns, each answered but the last, which was stopped; and where each begins. */
function talk(turns: number) {
  const run = new Run('c')
  const places: number[] = []
  for (let at = 0; at < turns; at++) {
    run.admit(`m${at}`)
    places.push(run.seq + 1)
    run.begin(`t${at}`, `m${at}`).call(`t${at}`, `a${at}`).callEnds(`t${at}`, `a${at}`, 'answered')
    run.post(`t${at}`, `a${at}`, `answer ${at}`).end(`t${at}`, at + 1 < turns ? 'answered' : 'stopped')
  }
  return { run, place: (at: number) => places[at] as number }
}
const notice = (run: Run, id: string) =>
  run.fact({ kind: 'notice-posted', messageId: id as MessageId, text: id })

describe('taking out and bringing back', () => {
  test('a rewind takes out a message and what follows, with the chance to go on from it', () => {
    const { run, place } = talk(3)
    expect(canContinue(fold(run))).toBe(true)
    const view = fold(run.rewind('m1', place(1)))
    expect(ids(view)).toEqual(['m0', 'a0'])
    expect(view.lastTurn).toBeUndefined()
    expect(canContinue(view)).toBe(false)
    expect(canUndo(view)).toBe(true)
  })

  test('the undo brings back exactly what was there, in its order, and what came since stays', () => {
    const { run, place } = talk(3)
    const before = fold(run)
    run.rewind('m1', place(1))
    const seq = run.seq
    const view = fold(notice(run, 'since').restore(seq))
    expect(view.messages.slice(0, -1)).toEqual(before.messages)
    expect(view.messages.at(-1)?.id).toBe('since')
    expect(view.lastTurn).toEqual(before.lastTurn)
    expect(canContinue(view)).toBe(true)
    expect(canUndo(view)).toBe(false)
  })

  test('each undo brings back what the last rewind took, and no more', () => {
    const { run, place } = talk(3)
    run.rewind('m2', place(2))
    const first = run.seq
    notice(run, 'n').rewind('m1', place(1))
    const second = run.seq
    expect(ids(fold(run))).toEqual(['m0', 'a0'])
    expect(ids(fold(run.restore(second)))).toEqual(['m0', 'a0', 'm1', 'a1', 'n'])
    expect(ids(fold(run.restore(first)))).toEqual(['m0', 'a0', 'm1', 'a1', 'm2', 'a2', 'n'])
  })

  test('the next message takes the chance away', () => {
    const { run, place } = talk(2)
    run.rewind('m1', place(1)).admit('n')
    expect(canUndo(fold(run))).toBe(true)
    const view = fold(run.begin('u', 'n').end('u', 'answered'))
    expect(canUndo(view)).toBe(false)
    expect(ids(view)).toEqual(['m0', 'a0', 'n'])
  })

  test('what the window never had is asked for: the fact is not believed until it has', () => {
    const { run, place } = talk(2)
    run.rewind('m1', place(1))
    const view = { ...fold(run), rewound: [{ seq: undefined }] }
    expect(canUndo(view)).toBe(true)
    const { seq } = run
    const event = run.restore(seq).events.at(-1) as never
    expect(reduce(view, event)).toEqual({ ...view, gap: true })
  })

  test('so is what stands before it when next to nothing is left on screen', () => {
    const { run, place } = talk(20)
    const whole = fold(run)
    const enough = { ...whole, messages: whole.messages.slice(-20), before: 30 }
    const little = { ...whole, messages: whole.messages.slice(-10), before: 30 }
    const event = run.rewind('m16', place(16)).events.at(-1) as never
    expect(ids(reduce(enough, event))).toHaveLength(12)
    expect(reduce(little, event)).toEqual({ ...little, gap: true })
    expect(ids(reduce({ ...little, before: undefined }, event))).toHaveLength(2)
  })

  test('rows that were let go meanwhile do not come back in the middle of nowhere', () => {
    const { run, place } = talk(20)
    run.rewind('m18', place(18))
    const { seq } = run
    for (let at = 0; at < 12; at++) notice(run, `n${at}`)
    const cut = withoutOldest(fold(run), 10)
    const view = reduce(cut, run.restore(seq).events.at(-1) as never)
    expect(ids(view)).toEqual(ids(cut))
  })
})

describe('a branch', () => {
  test('knows where it came from and shows what was copied, though no turn of its own made it', () => {
    const run = new Run('branch')
    run.fact({ kind: 'chat-branched', fromChatId: 'c' as never, messageId: 'm' as MessageId })
    for (const [id, sender] of [
      ['m1', 'human'],
      ['a1', 'agent'],
    ] as const) {
      run.fact({
        kind: 'message-posted',
        message: { id: id as MessageId, seq: 0, sender, parts: [], state: 'complete', at: '' },
      })
    }
    const view = fold(run)
    expect(view.branchedFrom).toEqual({ chatId: 'c', messageId: 'm' })
    expect(view.messages.map(({ id, seq }) => [id, seq])).toEqual([
      ['m1', 2],
      ['a1', 3],
    ])
    expect(view.turn).toBeUndefined()
  })
})
