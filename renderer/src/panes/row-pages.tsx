import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { Place } from '../chats/places'
import type { ChatId, MessageId, WorldId } from '../events/wire'
import { MessageRow } from './message-row'
import { reasoningOf, textOf } from './message-parts'
import { useNearness, type Nearness } from './nearness'
import { paged, type Page } from './pages'
import { idOf, isOpen, summedUpFor, type Row } from './rows'

interface Props {
  rows: readonly Row[]
  chat: ChatId
  world: WorldId
  scroller: RefObject<HTMLElement | null>
  /** Where the transcript opens. */
  start: Place
}

/** The rows of a transcript, however many: only pages near the screen have their rows in the document. */
export function RowPages({ rows, chat, world, scroller, start }: Props) {
  const nearness = useNearness(scroller)
  const [cut] = useState(pager)
  const pages = useMemo(() => cut(rows), [cut, rows])
  const [opened] = useState(() => openedWith(rows, start))
  return pages.map((page, at) => (
    <PageView
      key={page.key}
      page={page}
      chat={chat}
      world={world}
      nearness={nearness}
      opened={opened}
      last={at === pages.length - 1}
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
  chat: ChatId
  world: WorldId
  nearness: Nearness
  /** What is shown of the page until it is known where it stands, beside what is added at the end. */
  opened: ReadonlySet<MessageId>
  last: boolean
}

const PageView = memo(
  function PageView({ page, chat, world, nearness, opened, last }: PageProps) {
    const element = useRef<HTMLDivElement>(null)
    const [shown, setShown] = useState(() => shownFirst(page, opened, last))
    const [atEnd] = useState(last)
    const height = useRef<number>(undefined)
    useEffect(() => {
      const box = element.current
      if (!box) return
      return nearness.watch(box, (isNear, measured) => {
        if (isNear) setShown('rows')
        else if (!isInUse(box)) {
          setShown((was) => {
            if (was === 'rows') height.current = measured
            return 'box'
          })
        }
      })
    }, [nearness])
    const { rows } = page
    const from = shown === 'opened' ? rows.findIndex((row) => opened.has(idOf(row))) : 0
    const to =
      shown === 'opened' && !atEnd ? rows.findLastIndex((row) => opened.has(idOf(row))) + 1 : rows.length
    return (
      <div
        ref={element}
        data-page={page.key}
        style={shown === 'box' ? { height: height.current ?? estimated(rows) } : undefined}
      >
        {shown !== 'box' && (
          <>
            {from > 0 && <div key="above" style={{ height: estimated(rows.slice(0, from)) }} />}
            {rows.slice(from, to).map((row) => (
              <MessageRow key={idOf(row)} row={row} chat={chat} world={world} />
            ))}
            {to < rows.length && <div key="below" style={{ height: estimated(rows.slice(to)) }} />}
          </>
        )}
      </div>
    )
  },
  (before, after) => before.page === after.page && before.chat === after.chat && before.world === after.world,
)

function shownFirst(
  { rows }: Page,
  opened: ReadonlySet<MessageId>,
  last: boolean,
): 'rows' | 'opened' | 'box' {
  if (rows.some((row) => opened.has(idOf(row)))) return 'opened'
  return last ? 'rows' : 'box'
}

/**
 * The rows to begin with: as many as fill the screen, upwards from the end or on both sides of the place one left.
 * Each costs time of the first frame; the others follow a frame later.
 */
export function openedWith(rows: readonly Row[], start: Place): ReadonlySet<MessageId> {
  const left = start === 'end' ? -1 : rows.findIndex((row) => idOf(row) === start.message)
  const opened = new Set<MessageId>()
  const fill = (at: number, step: 1 | -1) => {
    for (let height = 0, row = rows[at]; row && height < window.innerHeight; row = rows[(at += step)]) {
      opened.add(idOf(row))
      height += estimated([row])
    }
  }
  if (left < 0) fill(rows.length - 1, -1)
  else {
    fill(left, 1)
    fill(left - 1, -1)
  }
  return opened
}

/** Taking a page away would take a selection or the focus with it. */
function isInUse(page: HTMLElement): boolean {
  if (page.contains(document.activeElement)) return true
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(page)
}

/** Pixels, roughly; the real height takes its place when the page comes near. */
function estimated(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => {
    if (summedUpFor(row) !== undefined) return sum + 50
    const characters = isOpen(row)
      ? row.text.length
      : textOf(row).length + (reasoningOf(row) === '' ? 0 : 100)
    return sum + 90 + characters * 0.36
  }, 0)
}
