import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/events/parse'
import { reduce } from '../../src/events/reduce'
import { activityOf, groupOf } from '../../src/events/status'
import { emptyView, type ChatView } from '../../src/events/view'
import { summaryOf } from '../support/contract-server'
import { fullRun, Run, seeded } from '../support/runs'

const fold = (run: Run): ChatView => run.events.reduce(reduce, emptyView)
const asked = () => new Run('c').admit('m').begin('t', 'm').ask('t', 'q')
const ids = (view: ChatView) => view.questions.map(({ id }) => id)

describe('questions', () => {
  test('one stands until it is answered, and no other goes with it', () => {
    expect(fold(asked()).questions).toMatchObject([{ id: 'q', choices: ['Go on', 'Stop here'] }])
    const both = asked().ask('t', 'r')
    expect(ids(fold(both))).toEqual(['q', 'r'])
    expect(ids(fold(both.answered('t', 'q', 'Go on')))).toEqual(['r'])
    expect(ids(fold(both.answered('t', 'r')))).toEqual([])
  })

  test('none outlives its turn', () => {
    expect(fold(asked().end('t', 'stopped'))).toMatchObject({ questions: [], turn: undefined })
  })

  test('a chat that asks needs a person, whatever else it does, until it was answered', () => {
    const run = asked().call('t', 'a').stream('t', 'a', 'text', ['still ']).status('question')
    expect(activityOf(fold(run))).toEqual({ status: 'question', reason: 'c asks a person' })
    expect(activityOf(fold(run.answered('t', 'q', 'Go on')))).toEqual({ status: 'writing' })
    expect(groupOf(summaryOf('c', { status: 'question' }))).toBe('needs-you')
  })

  test('a place in line that is known stays known when a question is answered', () => {
    const run = asked().call('t', 'a').status('waiting', 3).answered('t', 'q', 'Go on')
    expect(activityOf(fold(run))).toEqual({ status: 'waiting', place: 3 })
  })

  test('a question that cannot be shown is none', () => {
    const [event] = asked().events.slice(-1)
    const { question } = event as unknown as { question: object }
    const kind = (broken: object) => parseEvent({ ...event, question: { ...question, ...broken } })
    expect(kind({})).toMatchObject({ frame: { event: { kind: 'question-asked' } } })
    for (const broken of [
      { id: 1 },
      { text: null },
      { choices: 'Go on' },
      { choices: [1] },
      { free: 'no' },
    ]) {
      expect(kind(broken)).toMatchObject({ frame: { event: { kind: 'unknown-fact' } } })
    }
  })
})

describe('summaries', () => {
  const summing = () =>
    new Run('c').admit('m').begin('t', 'm').call('t', 'long').callEnds('t', 'long', 'too-long')

  test('what was too long to be asked leaves nothing behind', () => {
    expect(fold(summing()).open).toEqual([])
  })

  test('one is told from an answer while it is written, and takes the place of what was written', () => {
    const run = summing().call('t', 's', 1).stream('t', 's', 'text', ['In ', 'short'])
    expect(fold(run).open).toMatchObject([{ messageId: 's', compacts: 1, text: 'In short' }])
    run.callEnds('t', 's', 'answered').compact('t', 's', 1, 'In short.').call('t', 'a')
    const view = fold(run)
    expect(view.open).toMatchObject([{ messageId: 'a' }])
    expect(view.open[0]).not.toHaveProperty('compacts')
    expect(view.messages.at(-1)).toMatchObject({
      id: 's',
      seq: 9,
      sender: 'system',
      parts: [{ type: 'summary', text: 'In short.', agentId: 'ada', upTo: 1 }],
    })
  })

  test('one is taken out of the history like any message', () => {
    const run = summing().call('t', 's', 1).callEnds('t', 's', 'answered').compact('t', 's', 1, 'In short.')
    const place = run.seq
    run.call('t', 'a').callEnds('t', 'a', 'answered').post('t', 'a', 'Yes.').end('t', 'answered')
    expect(fold(run.rewind('s', place)).messages.map(({ id }) => id)).toEqual(['m'])
  })

  test('a summary without a message is none', () => {
    const [event] = summing().compact('t', 's', 1, 'In short.').events.slice(-1)
    expect(parseEvent(event)).toMatchObject({ frame: { event: { kind: 'history-compacted' } } })
    expect(parseEvent({ ...event, message: undefined })).toMatchObject({
      frame: { event: { kind: 'unknown-fact' } },
    })
  })
})

test('the runs that are cut and resumed have all of it', () => {
  const kinds = new Set(
    [1, 2, 3, 4, 5, 6].flatMap((seed) => fullRun('c', seeded(seed)).events.map(({ kind }) => kind)),
  )
  expect(kinds).toContain('question-asked')
  expect(kinds).toContain('question-answered')
  expect(kinds).toContain('budget-raised')
  expect(kinds).toContain('history-compacted')
})
