import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/events/parse'
import { reduce } from '../../src/events/reduce'
import { activityOf } from '../../src/events/status'
import { emptyView, type ChatView } from '../../src/events/view'
import type { MessageId, TurnId } from '../../src/events/wire'
import { Run } from '../support/runs'

const turnId = 't' as TurnId
const fold = (run: Run): ChatView => run.events.reduce(reduce, emptyView)

/** A turn that the agents answer side by side; agent `x` writes message `x1`. */
class Team extends Run {
  static asked(...agents: string[]): Team {
    const run = new Team('c')
    run.admit('m').fact({ kind: 'message-delivered', messageId: 'm' as MessageId, turnId, to: agents })
    run.fact({ kind: 'turn-started', turnId, messageId: 'm' as MessageId })
    for (const agentId of agents) {
      run.fact({ kind: 'reply-started', turnId, replyId: `${agentId}-r`, agentId }).fact({
        kind: 'model-call-started',
        turnId,
        replyId: `${agentId}-r`,
        callId: `${agentId}-c`,
        agentId,
        messageId: `${agentId}1` as MessageId,
        provider: 'demo',
        model: 'demo',
      })
    }
    return run
  }

  says(agentId: string, text: string, offset: number): this {
    const messageId = `${agentId}1` as MessageId
    const chatId = this.chat
    this.events.push({
      kind: 'text',
      chatId,
      turnId,
      agentId,
      messageId,
      callId: `${agentId}-c`,
      text,
      offset,
    })
    return this
  }

  answers(agentId: string, text: string): this {
    const messageId = `${agentId}1` as MessageId
    const message = {
      id: messageId,
      seq: 0,
      sender: 'agent',
      agentId,
      to: [],
      parts: [{ type: 'text', text }],
      state: 'complete',
      at: '2030-01-01T00:00:00.000Z',
      turnId,
    } as const
    return this.fact({
      kind: 'model-call-ended',
      turnId,
      callId: `${agentId}-c`,
      messageId,
      outcome: 'answered',
    })
      .fact({ kind: 'message-posted', agentId, message })
      .fact({ kind: 'reply-ended', turnId, replyId: `${agentId}-r`, agentId })
  }
}

describe('several agents in one chat', () => {
  test('each text grows in its own place, whatever the order of the pieces', () => {
    const view = fold(
      Team.asked('ada', 'bob')
        .says('bob', 'b1 ', 0)
        .says('ada', 'a1 ', 0)
        .says('bob', 'b2', 3)
        .says('ada', 'a2', 3),
    )
    expect(view.open.map(({ agentId, text }) => [agentId, text])).toEqual([
      ['ada', 'a1 a2'],
      ['bob', 'b1 b2'],
    ])
    expect(view.messages[0]?.to).toEqual(['ada', 'bob'])
  })

  test('one that is done leaves the others writing', () => {
    const view = fold(Team.asked('ada', 'bob').says('ada', 'a', 0).says('bob', 'b', 0).answers('bob', 'b'))
    expect(view.messages.map(({ id }) => id)).toEqual(['m', 'bob1'])
    expect(view.open.map(({ agentId, text, ended }) => [agentId, text, ended])).toEqual([['ada', 'a', false]])
    expect(view.turn).toBeDefined()
  })

  test('the strongest of them is what the chat does', () => {
    expect(activityOf(fold(Team.asked('ada', 'bob')))?.status).toBe('thinking')
    expect(activityOf(fold(Team.asked('ada', 'bob').says('bob', 'b', 0)))?.status).toBe('writing')
    expect(activityOf(fold(Team.asked('ada', 'bob').says('bob', 'b', 0).answers('bob', 'b')))?.status).toBe(
      'thinking',
    )
  })

  test('an agent at its limit only moves the cursor', () => {
    const run = Team.asked('ada').fact({ kind: 'reply-limited', turnId, agentId: 'ada' })
    const before = fold(Team.asked('ada'))
    expect(fold(run)).toEqual({ ...before, seq: before.seq + 1 })
    expect(parseEvent(run.events.at(-1))).toMatchObject({ frame: { event: { kind: 'reply-limited' } } })
  })
})
