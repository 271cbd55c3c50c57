import type { MessageId } from '../events/wire'
import { idOf, type Row } from './rows'

/** Rows that are put on screen and taken off it together. */
export interface Page {
  /** The id of its first row. */
  readonly key: MessageId
  readonly rows: readonly Row[]
}

const ROWS = 4

/**
 * Cuts rows into pages. A row stays in its page while rows are added on either side and while it turns from open to
 * finished, and a page in which nothing changed is the same object as before.
 */
export function paged(before: readonly Page[], rows: readonly Row[]): readonly Page[] {
  const known = new Map(before.map((page) => [page.key, page]))
  const firstKnown = rows.findIndex((row) => known.has(idOf(row)))
  const added = firstKnown < 0 ? rows.length : firstKnown
  const cuts: Row[][] = []
  for (const [at, row] of rows.entries()) {
    const page = cuts.at(-1)
    const begins = at < added ? (added - at) % ROWS === 0 : known.has(idOf(row)) || page?.length === ROWS
    if (!page || begins) cuts.push([row])
    else page.push(row)
  }
  return cuts.map((page) => {
    const key = idOf(page[0] as Row)
    const same = known.get(key)
    return same && isSame(same.rows, page) ? same : { key, rows: page }
  })
}

function isSame(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length === after.length && before.every((row, at) => row === after[at])
}
