import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpenText } from '../../src/events/view'
import type { Message, MessageId } from '../../src/events/wire'
import { paged, type Page } from '../../src/panes/pages'
import { idOf, type Row } from '../../src/panes/rows'

const finished = (id: number): Row =>
  ({ id: `m${id}`, seq: id, sender: 'human', parts: [], state: 'complete', at: '' }) as unknown as Message
const open = (id: number): Row => ({ messageId: `m${id}` as MessageId }) as OpenText

const rowsOf = (pages: readonly Page[]) => pages.flatMap((page) => page.rows)
const homes = (pages: readonly Page[]) =>
  new Map(pages.flatMap((page) => page.rows.map((row) => [idOf(row), page.key] as const)))

const step = fc.oneof(
  fc.record({ do: fc.constant('begin' as const) }),
  fc.record({ do: fc.constant('finish' as const) }),
  fc.record({ do: fc.constant('older' as const), count: fc.nat({ max: 20 }) }),
)

test('whatever comes before or after a row, and when it is finished, it stays in its page', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
      let [first, next] = [1_000, 1_000 + count]
      let rows: readonly Row[] = Array.from({ length: count }, (_, at) => finished(first + at))
      let pages = paged([], rows)
      for (const each of steps) {
        switch (each.do) {
          case 'begin':
            rows = rows.concat(open(next++))
            break
          case 'finish':
            rows = rows.map((row) => finished(Number(idOf(row).slice(1))))
            break
          case 'older':
            rows = Array.from({ length: each.count }, (_, at): Row =>
              finished(first - each.count + at),
            ).concat(rows)
            first -= each.count
        }
        const before = homes(pages)
        pages = paged(pages, rows)
        const after = homes(pages)
        expect(rowsOf(pages)).toEqual(rows)
        expect(Math.max(0, ...pages.map((page) => page.rows.length))).toBeLessThanOrEqual(4)
        for (const [row, home] of before) expect(after.get(row)).toBe(home)
      }
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('a page in which nothing changed is the same object', () => {
  const rows = Array.from({ length: 20 }, (_, at) => finished(at))
  const before = paged([], rows)
  const after = paged(before, [...Array.from({ length: 7 }, (_, at) => finished(-7 + at)), ...rows, open(20)])
  expect(after.filter((page) => !before.includes(page)).map((page) => page.rows.length)).toEqual([3, 4, 1])
})

test('a row that is taken away leaves the others where they are', () => {
  const rows = Array.from({ length: 9 }, (_, at) => finished(at))
  const before = paged([], [...rows, open(9)])
  const after = paged(before, rows)
  expect(rowsOf(after)).toEqual(rows)
  for (const [row, home] of homes(after)) expect(homes(before).get(row)).toBe(home)
})
