import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf, grown, type Blocks } from '../../src/parts/markdown/blocks'

const TEXT = [
  '# Title',
  '',
  'A paragraph with **bold** and',
  'a second line.',
  '',
  '- one',
  '- two',
  '',
  '  more of two',
  '- three',
  '',
  '```js',
  'const a = 1',
  '',
  'const b = 2',
  '```',
  '',
  '| a | b |',
  '|---|--:|',
  '| 1 | 2 |',
  '',
  '> quote',
  'lazy',
  '',
  'Heading by line',
  '===',
  '',
  '    indented',
  '',
  '1. x',
  '2. y',
  '',
  '<div>html</div>',
  '',
  '***',
  'end',
].join('\n')

const raws = (blocks: Blocks) => blocks.tokens.map((token) => token.raw)
const types = (blocks: Blocks) => blocks.tokens.map((token) => token.type)

function streamed(text: string, cuts: readonly number[]): Blocks {
  const places = [...new Set([...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
    (a, b) => a - b,
  )
  return places.reduce<Blocks | undefined>(
    (before, end) => grown(before, text.slice(0, end)),
    undefined,
  ) as Blocks
}

describe('a growing text', () => {
  test('ends as the same blocks as the whole, however it was cut', () => {
    const line = fc.constantFrom(...TEXT.split('\n'), '', '', '- x', '```', '   ', 'word')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 40 }), (lines, cuts) => {
        const text = lines.join('\n')
        expect(raws(streamed(text, cuts)).join('')).toBe(text)
        expect(types(streamed(text, cuts))).toEqual(types(blocksOf(text)))
      }),
      { numRuns: 400, seed: 77 },
    )
  })

  test('parses only its last block again', () => {
    let blocks = blocksOf('')
    let again = 0
    for (let end = 1; end <= TEXT.length; end++) {
      const next = grown(blocks, TEXT.slice(0, end))
      const kept = blocks.tokens.slice(0, blocks.settled)
      expect(next.tokens.slice(0, kept.length).every((token, index) => token === kept[index])).toBe(true)
      again = Math.max(again, next.tokens.length - kept.length)
      blocks = next
    }
    expect(blocks.settled).toBe(blocks.tokens.length - 1)
    expect(again).toBeLessThanOrEqual(4)
  })

  test('that is taken back is parsed from the start', () => {
    expect(raws(grown(blocksOf('# One\n\ntwo'), '# Other'))).toEqual(['# Other'])
  })

  test('of absurd depth or size stays text', () => {
    expect(types(blocksOf('>'.repeat(20_000) + ' deep')).length).toBeGreaterThan(0)
    expect(types(blocksOf('a '.repeat(300_000)))).toEqual(['plain'])
  })
})
