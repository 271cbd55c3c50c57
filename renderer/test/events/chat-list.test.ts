import { describe, expect, test } from 'vitest'
import { oneLine, visibleCode } from '../../src/events/plain-text'
import { grouped, isUntouched, sumOf } from '../../src/events/status'
import { withoutVanished, withSummaries } from '../../src/events/summaries'
import type { ChatId, WorldId } from '../../src/events/wire'
import { summaryOf } from '../support/contract-server'

describe('summaries', () => {
  test('the higher version wins, whichever comes last', () => {
    const older = summaryOf('c', { version: 3, title: 'old' })
    const newer = summaryOf('c', { version: 5, title: 'new' })
    expect(withSummaries(withSummaries({}, [older]), [newer])['c' as ChatId]?.title).toBe('new')
    expect(withSummaries(withSummaries({}, [newer]), [older])['c' as ChatId]?.title).toBe('new')
    expect(withSummaries({}, [newer, older])['c' as ChatId]?.title).toBe('new')
  })

  test('a chat that a list leaves out is gone, unless it is newer than the question', () => {
    const known = withSummaries({}, [summaryOf('old'), summaryOf('gone'), summaryOf('fresh')])
    const asked = new Set(['old', 'gone'] as ChatId[])
    const left = withoutVanished(known, 'w' as WorldId, asked, [summaryOf('old')])
    expect(Object.keys(left).sort()).toEqual(['fresh', 'old'])
  })
})

describe('groups', () => {
  test('what needs a person comes first, and a busy unread chat is still working', () => {
    const chats = [
      summaryOf('idle'),
      summaryOf('unread', { newsSeq: 5, seenSeq: 2 }),
      summaryOf('writing', { status: 'writing', newsSeq: 5 }),
      summaryOf('approval', { status: 'approval' }),
      summaryOf('trash', { status: 'approval', deletedAt: '2030-01-01T00:00:00Z' }),
      summaryOf('seen-failure', { status: 'failed' }),
    ]
    const names = grouped(chats).map(({ group, chats }) => [group, chats.map(({ id }) => id).sort()])
    expect(names).toEqual([
      ['needs-you', ['approval', 'unread']],
      ['working', ['writing']],
      ['recent', ['idle', 'seen-failure']],
    ])
    expect(sumOf(chats)).toMatchObject({ needsYou: 2, working: 1, strongest: { id: 'approval' } })
  })

  test('working chats keep their places while they work', () => {
    const a = summaryOf('a', { status: 'writing', createdAt: '2030-01-02', updatedAt: '2030-01-03' })
    const b = summaryOf('b', { status: 'writing', createdAt: '2030-01-01', updatedAt: '2030-01-09' })
    expect(grouped([a, b])[0]?.chats.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('only a chat with nothing but its creation is untouched', () => {
    expect(isUntouched(summaryOf('c', { lastSeq: 1, titleSource: 'none' }))).toBe(true)
    expect(isUntouched(summaryOf('c', { lastSeq: 2, titleSource: 'none' }))).toBe(false)
    expect(isUntouched(summaryOf('c', { lastSeq: 1, titleSource: 'hand' }))).toBe(false)
  })
})

describe('text that is not ours', () => {
  test('titles lose control, invisible and direction characters', () => {
    expect(oneLine('in\u202Evoice\u202C\u200B fdp.exe\u0007\n\tnext')).toBe('invoice fdp.exe next')
    expect(oneLine('👩‍👩‍👧 stays')).toBe('👩‍👩‍👧 stays')
  })

  test('code spells its direction characters out', () => {
    expect(visibleCode('if (a\u202E) // b')).toBe('if (a⟦U+202E⟧) // b')
  })
})
