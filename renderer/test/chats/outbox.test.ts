import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Diagnostics } from '../../src/chats/diagnostics'
import { Drafts } from '../../src/chats/drafts'
import { Problem, Unreachable } from '../../src/chats/http'
import { Outbox } from '../../src/chats/outbox'
import type { ChatId, MessageId, SendMode } from '../../src/events/wire'
import { MemoryKeep, settle } from '../support/benches'

const A = 'a' as ChatId
const B = 'b' as ChatId

type Send = (chat: ChatId, id: MessageId, text: string, mode: SendMode) => Promise<unknown>

function outboxOn(send: Send, keep = new MemoryKeep()) {
  const diagnostics = new Diagnostics()
  const drafts = new Drafts(keep, diagnostics)
  let next = 0
  const outbox = new Outbox({
    api: { send },
    drafts,
    keep,
    diagnostics,
    newId: () => `id${++next}` as MessageId,
    waitMs: () => 100,
  })
  return { outbox, drafts, keep }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('sending', () => {
  test('a message that got no answer is sent again under the same id until there is one', async () => {
    const sent: string[] = []
    const { outbox } = outboxOn(async (_, id) => {
      sent.push(id)
      if (sent.length < 4) throw new Unreachable('down')
    })

    outbox.send(A, 'hello')
    expect(outbox.of(A).getState()).toMatchObject([{ id: 'id1', text: 'hello', state: 'sending' }])
    await settle(50)
    expect(outbox.of(A).getState()).toMatchObject([{ id: 'id1', state: 'retrying' }])
    await settle(1_000)

    expect(sent).toEqual(['id1', 'id1', 'id1', 'id1'])
    expect(outbox.of(A).getState()).toMatchObject([{ id: 'id1', state: 'accepted' }])
    outbox.arrived(A, 'id1' as MessageId)
    expect(outbox.of(A).getState()).toEqual([])
  })

  test('a refused text goes back to the draft of its own chat, before what was typed since', async () => {
    const { outbox, drafts } = outboxOn(async (chat) => {
      if (chat === A) throw new Problem(409, 'queue-full', 'The queue is full.')
    })

    outbox.send(A, 'too much')
    outbox.send(B, 'fine')
    drafts.write(A, 'typed since')
    drafts.write(B, 'my own')
    await settle()

    expect(drafts.of(A).getState()).toEqual({ text: 'too much\n\ntyped since', error: 'The queue is full.' })
    expect(drafts.of(B).getState()).toEqual({ text: 'my own' })
    expect(outbox.of(A).getState()).toEqual([])
    expect(outbox.of(B).getState()).toMatchObject([{ state: 'accepted' }])
  })

  test('a chat whose send hangs delays no other, and its own messages keep their order', async () => {
    const gates: (() => void)[] = []
    const sent: string[] = []
    const { outbox } = outboxOn((chat, _, text) => {
      sent.push(`${chat}:${text}`)
      return chat === A ? new Promise<void>((open) => gates.push(open)) : Promise.resolve()
    })

    outbox.send(A, '1')
    outbox.send(A, '2')
    outbox.send(B, '1')
    await settle()
    expect(sent).toEqual(['a:1', 'b:1'])
    gates[0]?.()
    await settle()
    expect(sent).toEqual(['a:1', 'b:1', 'a:2'])
  })

  test('a message the chat already shows is not sent again, nor given back', async () => {
    let calls = 0
    const { outbox, drafts } = outboxOn(async () => {
      calls++
      throw new Unreachable('cut after the server had taken it')
    })
    outbox.send(A, 'hello')
    await settle(50)
    outbox.arrived(A, 'id1' as MessageId)
    await settle(5_000)
    expect(calls).toBe(1)
    expect(drafts.of(A).getState().text).toBe('')
  })

  test('a closed door, a busy server and a restart are waited out; a broken server is not asked for ever', async () => {
    const answers = [new Problem(401, '', ''), new Problem(429, '', ''), new Problem(503, '', '')]
    const patient = outboxOn(async () => {
      const answer = answers.shift()
      if (answer) throw answer
    })
    patient.outbox.send(A, 'hello')
    await settle(1_000)
    expect(patient.outbox.of(A).getState()).toMatchObject([{ state: 'accepted' }])

    const broken = outboxOn(async () => {
      throw new Problem(500, 'storage-failed', 'The disk is full.')
    })
    broken.outbox.send(A, 'hello')
    await settle(5_000)
    expect(broken.drafts.of(A).getState()).toEqual({ text: 'hello', error: 'The disk is full.' })
  })

  test('a window that was closed before the answer sends again, as it was, under the same id when it opens', async () => {
    const keep = new MemoryKeep()
    outboxOn(() => new Promise(() => undefined), keep).outbox.send(A, 'hello', 'steer')

    const sent: string[] = []
    const { outbox } = outboxOn(
      async (chat, id, text, mode) => void sent.push(`${chat} ${id} ${text} ${mode}`),
      keep,
    )
    outbox.resume()
    await settle()

    expect(sent).toEqual(['a id1 hello steer'])
    expect(keep.kept.size).toBe(0)
  })
})

describe('drafts', () => {
  test('belong to their chat, whatever is written where and when', () => {
    const keep = new MemoryKeep()
    const drafts = new Drafts(keep, new Diagnostics())
    drafts.write(A, 'for a')
    drafts.write(B, 'for b')
    drafts.write('world:w' as never, 'for a new one')
    drafts.write(A, 'for a, changed')
    expect([drafts.of(A).getState().text, drafts.of(B).getState().text]).toEqual(['for a, changed', 'for b'])
  })

  test('survive a restart, and are gone once empty', () => {
    const keep = new MemoryKeep()
    new Drafts(keep, new Diagnostics()).write(A, 'kept')
    const later = new Drafts(keep, new Diagnostics())
    expect(later.of(A).getState()).toEqual({ text: 'kept' })
    expect(later.of(B).getState()).toEqual({ text: '' })
    later.write(A, '')
    expect(keep.kept.size).toBe(0)
  })

  test('stay in the window when the browser keeps nothing more', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const keep = new MemoryKeep()
    keep.setItem = () => {
      throw new Error('quota')
    }
    const diagnostics = new Diagnostics()
    const drafts = new Drafts(keep, diagnostics)
    drafts.write(A, 'long')
    expect(drafts.of(A).getState().text).toBe('long')
    expect(diagnostics.snapshot().dropped).toEqual({ storage: 1 })
  })
})
