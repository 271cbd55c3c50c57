import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Place } from '../chats/places'
import type { MessageId } from '../events/wire'
import { roughHeight } from '../parts/markdown/rough-height'
import { reasoningOf, textOf } from './message-parts'
import { idOf, isOpen, summedUpFor, type Row } from './rows'
import { showsLeftOut } from './sticky-scroll'
import { toolsHeight } from './tools/tool-height'

const MOST_ROOM_PX = 20_000

/**
 * What a transcript begins with, since each row costs time of the first frame: the rows that fill the screen, upwards from
 * the end or on both sides of the place one left. All else follows a frame later.
 */
export interface Opening {
  /** Pixels that were to be filled, on each side of the place. */
  readonly room: number
  /** How many pixels of each row's end there is room for. */
  readonly ends: ReadonlyMap<MessageId, number>
}

/**
 * Worked out until the transcript is shown, so that what was made ahead begins with the rows of then. It fills the screen,
 * and more when the rows turn out to be lower than was thought: nobody sees that something is left out.
 */
export function useOpening(
  rows: readonly Row[],
  start: Place,
  scroller: RefObject<HTMLElement | null>,
): Opening {
  const [room, setRoom] = useState(() => window.innerHeight)
  const opening = useRef<Opening>(undefined)
  const isShown = useRef(false)
  if (!opening.current || !isShown.current || opening.current.room !== room) {
    opening.current = openingOf(rows, start, room)
  }
  useLayoutEffect(() => {
    if (room < MOST_ROOM_PX && scroller.current && showsLeftOut(scroller.current)) setRoom(2 * room)
  }, [room, scroller])
  useEffect(() => {
    isShown.current = true
  }, [])
  return opening.current
}

function openingOf(rows: readonly Row[], start: Place, room: number): Opening {
  const left = start === 'end' ? -1 : rows.findIndex((row) => idOf(row) === start.message)
  const ends = new Map<MessageId, number>()
  const fill = (at: number, step: 1 | -1) => {
    let free = room
    for (let row = rows[at]; row && free > 0; row = rows[(at += step)]) {
      ends.set(idOf(row), left < 0 ? free : Infinity)
      free -= estimated([row])
    }
  }
  if (left < 0) fill(rows.length - 1, -1)
  else {
    fill(left, 1)
    fill(left - 1, -1)
  }
  return { room, ends }
}

/** Pixels, roughly; the real height takes its place when the rows come near. */
export function estimated(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => {
    if (summedUpFor(row) !== undefined) return sum + 50
    const reasoned = isOpen(row) ? row.reasoning : reasoningOf(row)
    const text = isOpen(row) ? row.text : textOf(row)
    return sum + 80 + roughHeight(text) + (reasoned === '' ? 0 : 30) + toolsHeight(row)
  }, 0)
}
