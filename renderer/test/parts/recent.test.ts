import { expect, test } from 'vitest'
import { Recent } from '../../src/parts/markdown/recent'

test('it keeps what was used last, and never more characters than it may', () => {
  const recent = new Recent<string>(10)
  const made: string[] = []
  const get = (key: string) => recent.get(key, () => (made.push(key), key.toUpperCase()))
  for (const key of ['aaaa', 'bbbb', 'aaaa', 'cc', 'dd', 'aaaa']) expect(get(key)).toBe(key.toUpperCase())
  expect(made).toEqual(['aaaa', 'bbbb', 'cc', 'dd'])
  get('bbbb')
  expect(made).toEqual(['aaaa', 'bbbb', 'cc', 'dd', 'bbbb'])
})

test('what is longer than all it may keep is made every time and drives nothing out but itself', () => {
  const recent = new Recent<number>(10)
  let made = 0
  const get = (key: string) => recent.get(key, () => ++made)
  expect(get('x'.repeat(11))).toBe(1)
  expect(get('x'.repeat(11))).toBe(2)
  expect(get('short')).toBe(3)
  expect(get('x'.repeat(11))).toBe(4)
  expect(get('short')).toBe(3)
})
