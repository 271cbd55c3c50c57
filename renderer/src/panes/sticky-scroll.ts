import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Place } from '../chats/places'
import type { MessageId } from '../events/wire'

const NEAR_END_PX = 48
const NEAR_TOP_PX = 900

interface Options {
  readonly start: Place
  readonly onLeave: (place: Place) => void
  readonly onNearTop: () => void
}

export interface StickyScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly atEnd: boolean
  readonly onScroll: () => void
  readonly toEnd: () => void
}

/**
 * Keeps a transcript at its end when one is there, and otherwise keeps what one reads where it is, whatever grows
 * above or below. Children of the content carry `data-message-id`.
 */
export function useStickyScroll({ start, onLeave, onNearTop }: Options): StickyScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const place = useRef<Place>(start)
  const [atEnd, setAtEnd] = useState(start === 'end')
  const leave = useRef(onLeave)
  const nearTop = useRef(onNearTop)
  leave.current = onLeave
  nearTop.current = onNearTop

  const hold = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    if (place.current === 'end') {
      box.scrollTop = box.scrollHeight
      return
    }
    const { message, offset } = place.current
    const row = content.current.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(message)}"]`)
    if (!row) return
    const moved = row.getBoundingClientRect().top - box.getBoundingClientRect().top - offset
    if (Math.abs(moved) >= 1) box.scrollTop += moved
  }, [])

  useLayoutEffect(hold)

  useEffect(() => {
    if (!scroller.current || !content.current) return
    const sizes = new ResizeObserver(hold)
    sizes.observe(content.current)
    sizes.observe(scroller.current)
    return () => sizes.disconnect()
  }, [hold])

  useEffect(() => () => leave.current(place.current), [])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    const end = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
    place.current = end ? 'end' : (firstVisible(box, content.current) ?? 'end')
    setAtEnd(end)
    if (box.scrollTop < NEAR_TOP_PX) nearTop.current()
  }, [])

  const toEnd = useCallback(() => {
    place.current = 'end'
    setAtEnd(true)
    hold()
  }, [hold])

  return { scroller, content, atEnd, onScroll, toEnd }
}

function firstVisible(box: HTMLElement, content: HTMLElement): Place | undefined {
  const rows = content.querySelectorAll<HTMLElement>('[data-message-id]')
  const top = box.getBoundingClientRect().top
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle
    else low = middle + 1
  }
  const row = rows[low]
  const message = row?.dataset['messageId']
  return row && message
    ? { message: message as MessageId, offset: row.getBoundingClientRect().top - top }
    : undefined
}
