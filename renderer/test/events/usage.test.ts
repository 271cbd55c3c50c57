import { describe, expect, test } from 'vitest'
import { costOf, dollars, tokensOf } from '../../src/events/usage'
import type { Usage } from '../../src/events/wire'

const used = (change: Partial<Usage>): Usage => ({
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  costUsd: 0,
  unpricedCalls: 0,
  ...change,
})

describe('a cost', () => {
  test.each([
    [1234.5, '$1,234.50'],
    [1, '$1.00'],
    [0.5, '$0.50'],
    [0.0123, '$0.0123'],
    [0.00123, '$0.0012'],
    [0.0000069, '$0.0000069'],
    [0.00000015, '$0.00000015'],
    [0, '$0.00'],
  ])('of %d is shown as %s', (cost, shown) => expect(dollars(cost)).toBe(shown))

  test('says how much of it is known', () => {
    expect(costOf(used({ costUsd: 0.0123 }))).toBe('$0.0123')
    expect(costOf(used({ inputTokens: 5 }))).toBe('free')
    expect(costOf(used({ inputTokens: 5, unpricedCalls: 1 }))).toBe('price unknown')
    expect(costOf(used({ costUsd: 0.0123, unpricedCalls: 2 }))).toBe('at least $0.0123')
  })
})

test('tokens are told as they were counted, or not at all', () => {
  expect(tokensOf(used({ inputTokens: 1234, outputTokens: 5 }))).toBe('1,234 in · 5 out tokens')
  expect(tokensOf(used({ inputTokens: 12, outputTokens: 5, cachedInputTokens: 7 }))).toBe(
    '12 in · 5 out · 7 cached tokens',
  )
  expect(tokensOf(used({ unpricedCalls: 1 }))).toBeUndefined()
})
