import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { ChatId, WorldId } from '../events/wire'
import { MessageRow } from './message-row'
import { useNearness, type Nearness } from './nearness'
import { estimated, type Opening } from './opening'
import { paged, type Page } from './pages'
import { idOf, type Row } from './rows'

interface Props {
  rows: readonly Row[]
  chat: ChatId
  world: WorldId
  scroller: RefObject<HTMLElement | null>
  /** What is shown until it is known what is near the screen, beside what is added at the end. */
  opening: Opening
}

/** The rows of a transcript, however many: only pages near the screen have their rows in the document. */
export function RowPages({ rows, chat, world, scroller, opening }: Props) {
  const nearness = useNearness(scroller)
  const [cut] = useState(pager)
  const pages = useMemo(() => cut(rows), [cut, rows])
  return pages.map((page, at) => (
    <PageView
      key={page.key}
      page={page}
      chat={chat}
      world={world}
      nearness={nearness}
      opening={opening}
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
  opening: Opening
  last: boolean
}

const PageView = memo(
  function PageView({ page, chat, world, nearness, opening, last }: PageProps) {
    const element = useRef<HTMLDivElement>(null)
    const [placed, setPlaced] = useState<'rows' | 'box'>()
    const began = useRef({ opening, last })
    if (began.current.opening !== opening) began.current = { opening, last }
    const atEnd = began.current.last
    const height = useRef<number>(undefined)
    useEffect(() => {
      const box = element.current
      if (!box) return
      return nearness.watch(box, (isNear, measured) => {
        if (isNear) setPlaced('rows')
        else if (!isInUse(box)) {
          setPlaced((was) => {
            if (was === 'rows') height.current = measured
            return 'box'
          })
        }
      })
    }, [nearness])
    const { rows } = page
    const isOpened = (row: Row) => opening.ends.has(idOf(row))
    const opened = placed === undefined && rows.some(isOpened)
    if (!opened && (placed ?? (atEnd ? 'rows' : 'box')) === 'box') {
      const boxHeight = height.current ?? estimated(rows)
      return <div ref={element} data-page={page.key} data-left-out style={{ height: boxHeight }} />
    }
    const from = opened ? rows.findIndex(isOpened) : 0
    const to = opened && !atEnd ? rows.findLastIndex(isOpened) + 1 : rows.length
    return (
      <div ref={element} data-page={page.key}>
        {from > 0 && <LeftOut key="above" rows={rows.slice(0, from)} />}
        {rows.slice(from, to).map((row) => (
          <MessageRow
            key={idOf(row)}
            row={row}
            chat={chat}
            world={world}
            room={opened ? opening.ends.get(idOf(row)) : undefined}
          />
        ))}
        {to < rows.length && <LeftOut key="below" rows={rows.slice(to)} />}
      </div>
    )
  },
  (before, after) =>
    before.page === after.page &&
    before.chat === after.chat &&
    before.world === after.world &&
    before.opening === after.opening,
)

function LeftOut({ rows }: { rows: readonly Row[] }) {
  return <div data-left-out style={{ height: estimated(rows) }} />
}

/** Taking a page away would take a selection or the focus with it. */
function isInUse(page: HTMLElement): boolean {
  if (page.contains(document.activeElement)) return true
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(page)
}
