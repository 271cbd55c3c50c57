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
 * above or below. Among the content's children are pages with `data-page`, the id of their first row, and each holds
 * rows with `data-message-id`, or none while it is far away.
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

  const seenTop = useRef(0)

  const hold = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    place.current = scrolledBy(box.scrollTop - seenTop.current, place.current, box, content.current)
    if (place.current === 'end') {
      box.scrollTop = box.scrollHeight
    } else {
      const { message, offset } = place.current
      const id = CSS.escape(message)
      const row =
        content.current.querySelector(`[data-message-id="${id}"]`) ??
        content.current.querySelector(`[data-page="${id}"]`)
      const moved = row ? row.getBoundingClientRect().top - box.getBoundingClientRect().top - offset : 0
      if (Math.abs(moved) >= 1) box.scrollTop += moved
    }
    seenTop.current = box.scrollTop
  }, [])

  useLayoutEffect(hold)

  useEffect(() => {
    if (!scroller.current || !content.current) return
    const sizes = new ResizeObserver(hold)
    sizes.observe(content.current)
    sizes.observe(scroller.current)
    return () => sizes.disconnect()
  }, [hold])

  // Before the pane itself is told that it closes.
  useLayoutEffect(() => () => leave.current(place.current), [])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    seenTop.current = box.scrollTop
    const end = isNearEnd(box)
    place.current = end ? 'end' : (rowRead(box, content.current) ?? 'end')
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

/** The place after the person moved by `drift` pixels and the browser has not said so yet. */
function scrolledBy(drift: number, place: Place, box: HTMLElement, content: HTMLElement): Place {
  if (Math.abs(drift) < 1) return place
  if (place !== 'end') return { ...place, offset: place.offset - drift }
  return drift < 0 && !isNearEnd(box) ? (rowRead(box, content) ?? 'end') : 'end'
}

function isNearEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
}

/** The row in the middle of the screen, or the page as long as it has no rows. */
function rowRead(box: HTMLElement, content: HTMLElement): Place | undefined {
  const { top } = box.getBoundingClientRect()
  const middle = top + box.clientHeight / 2
  const page = firstBelow([...content.children], middle)
  const read = page && (firstBelow([...page.querySelectorAll('[data-message-id]')], middle) ?? page)
  if (!(read instanceof HTMLElement)) return undefined
  const message = read.dataset['messageId'] ?? read.dataset['page']
  return message
    ? { message: message as MessageId, offset: read.getBoundingClientRect().top - top }
    : undefined
}

/** Whether something that stands for what is left out is on screen. */
export function showsLeftOut(box: HTMLElement): boolean {
  const { top, bottom } = box.getBoundingClientRect()
  const first = firstBelow([...box.querySelectorAll('[data-left-out]')], top)?.getBoundingClientRect()
  return first !== undefined && first.bottom > top && first.top < bottom
}

/** The first of these elements, which stand below one another, that reaches below `top`. */
function firstBelow(elements: readonly Element[], top: number): Element | undefined {
  let low = 0
  let high = elements.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle
    else low = middle + 1
  }
  return elements[low]
}
