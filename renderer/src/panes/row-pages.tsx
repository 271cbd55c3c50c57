import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { Place } from '../chats/places'
import type { MessageId, WorldId } from '../events/wire'
import { MessageRow } from './message-row'
import { reasoningOf, textOf } from './message-parts'
import { useNearness, type Nearness } from './nearness'
import { paged, type Page } from './pages'
import { idOf, isOpen, type Row } from './rows'

interface Props {
  rows: readonly Row[]
  world: WorldId
  scroller: RefObject<HTMLElement | null>
  /** Where the transcript opens. */
  start: Place
}

/** Fills most screens; what a larger one lacks follows a frame later. */
const FIRST_PX = 1_200

/** The rows of a transcript, however many: only pages near the screen have their rows in the document. */
export function RowPages({ rows, world, scroller, start }: Props) {
  const nearness = useNearness(scroller)
  const [cut] = useState(pager)
  const pages = useMemo(() => cut(rows), [cut, rows])
  const [opened] = useState(() => openedWith(pages, start))
  return pages.map((page, at) => (
    <PageView
      key={page.key}
      page={page}
      world={world}
      nearness={nearness}
      near={at === pages.length - 1 || opened.has(page.key)}
    />
  ))
}

/** Cuts again and again, each time knowing the pages of before. */
function pager(): (rows: readonly Row[]) => readonly Page[] {
  let pages: readonly Page[] = []
  return (rows) => (pages = paged(pages, rows))
}

interface PageProps {
  page: Page
  world: WorldId
  nearness: Nearness
  /** Until it is known where the page stands. */
  near: boolean
}

const PageView = memo(
  function PageView({ page, world, nearness, near: atFirst }: PageProps) {
    const element = useRef<HTMLDivElement>(null)
    const [near, setNear] = useState(atFirst)
    const height = useRef<number>(undefined)
    useEffect(() => {
      const box = element.current
      if (!box) return
      return nearness.watch(box, (isNear, measured) => {
        if (isNear) setNear(true)
        else if (!isInUse(box)) {
          setNear((was) => {
            if (was) height.current = measured
            return false
          })
        }
      })
    }, [nearness])
    return (
      <div
        ref={element}
        data-page={page.key}
        style={near ? undefined : { height: height.current ?? estimated(page.rows) }}
      >
        {near && page.rows.map((row) => <MessageRow key={idOf(row)} row={row} world={world} />)}
      </div>
    )
  },
  (before, after) => before.page === after.page && before.world === after.world,
)

/** The pages to begin with: those of the place one left, else enough from the end. */
function openedWith(pages: readonly Page[], start: Place): ReadonlySet<MessageId> {
  const left =
    start === 'end' ? -1 : pages.findIndex(({ rows }) => rows.some((row) => idOf(row) === start.message))
  if (left >= 0) return keys(pages.slice(Math.max(0, left - 1), left + 2))
  let from = pages.length
  for (let height = 0; from > 0 && height < FIRST_PX; from--) height += estimated(pages[from - 1]?.rows ?? [])
  return keys(pages.slice(from))
}

const keys = (pages: readonly Page[]) => new Set(pages.map(({ key }) => key))

/** Taking a page away would take a selection or the focus with it. */
function isInUse(page: HTMLElement): boolean {
  if (page.contains(document.activeElement)) return true
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(page)
}

/** Pixels, roughly; the real height takes its place when the page comes near. */
function estimated(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => {
    const characters = isOpen(row)
      ? row.text.length
      : textOf(row).length + (reasoningOf(row) === '' ? 0 : 100)
    return sum + 90 + characters * 0.36
  }, 0)
}
