import { describe, expect, test } from 'vitest'
import { parseEvent, parseFrame } from '../../src/events/parse'

const fact = { kind: 'turn-ended', chatId: 'c', seq: 4, at: '', turnId: 't', outcome: 'answered' }

describe('what comes over the wire', () => {
  test.each([
    ['not json at all', 'not-json'],
    ['[1,2]', 'unknown-frame'],
    ['"text"', 'unknown-frame'],
    ['{"surprise":1}', 'unknown-frame'],
    ['{"event":null}', 'malformed'],
    ['{"event":{"kind":"text"}}', 'no-chat'],
    ['{"event":{"kind":"text","chatId":""}}', 'no-chat'],
    ['{"event":{"kind":"text","chatId":7}}', 'no-chat'],
    ['{"event":{"kind":"turn-ended","seq":1}}', 'no-chat'],
    [
      '{"event":{"kind":"text","chatId":"c","text":"x","turnId":"t","agentId":"a","messageId":"m","offset":-1}}',
      'malformed',
    ],
    ['{"event":{"kind":"brand-new","chatId":"c"}}', 'unknown-kind'],
    ['{"summary":{"title":"x"}}', 'no-chat'],
    ['{"summary":{"id":"c"}}', 'malformed'],
    ['{"watching":""}', 'no-chat'],
  ])('%s is dropped as %s', (raw, dropped) => {
    expect(parseFrame(raw)).toMatchObject({ dropped })
  })

  test('a known fact passes; an unknown or incomplete one only moves the cursor', () => {
    expect(parseEvent(fact)).toMatchObject({ frame: { event: { kind: 'turn-ended', seq: 4 } } })
    for (const odd of [
      { ...fact, kind: 'tool-started' },
      { ...fact, kind: 'constructor' },
      { ...fact, turnId: undefined },
      { ...fact, kind: 'message-posted' },
      { ...fact, kind: 'message-posted', message: { id: 'm', sender: 'agent', at: '' } },
    ]) {
      expect(parseEvent(odd)).toMatchObject({
        frame: { event: { kind: 'unknown-fact', chatId: 'c', seq: 4 } },
      })
    }
  })

  test('answers to watches keep their chat and id', () => {
    expect(parseFrame('{"watching":"c","id":"1","cutoff":9}')).toEqual({
      frame: { type: 'watching', chat: 'c', id: '1', cutoff: 9 },
    })
    expect(parseFrame('{"error":"c","id":"1","code":"bad-cursor"}')).toMatchObject({
      frame: { type: 'refused', chat: 'c', code: 'bad-cursor' },
    })
    expect(parseFrame('{"world":{"id":"w","version":2,"deleted":true}}')).toEqual({
      frame: { type: 'world', world: 'w', version: 2, deleted: true },
    })
  })
})
