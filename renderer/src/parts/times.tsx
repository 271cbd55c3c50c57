import { useSyncExternalStore } from 'react'

const MINUTE = 60_000

// Made once: to make one takes a hundred times as long as to use it.
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const LONG = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A clock that ticks once per `everyMs` for whoever looks at it. */
function clock(everyMs: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    now = Date.now()
    timer ??= setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, everyMs)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
  return () => useSyncExternalStore(subscribe, () => now)
}

const useMinutes = clock(MINUTE / 2)
const useSeconds = clock(1_000)

export function RelativeTime({ at }: { at: string }) {
  const now = useMinutes()
  return (
    <time dateTime={at} title={longTime(at)}>
      {ago(Date.parse(at), now)}
    </time>
  )
}

/** Seconds since `at`, counting while shown. */
export function useSecondsSince(at: string): number {
  return Math.max(0, Math.floor((useSeconds() - Date.parse(at)) / 1_000))
}

export function ago(then: number, now: number): string {
  const minutes = Math.floor((now - then) / MINUTE)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes}m`
  if (minutes < 60 * 24) return `${Math.floor(minutes / 60)}h`
  if (minutes < 60 * 24 * 7) return `${Math.floor(minutes / (60 * 24))}d`
  return DAY.format(then)
}

export function clockTime(at: string): string {
  return CLOCK.format(Date.parse(at))
}

export function longTime(at: string): string {
  return LONG.format(Date.parse(at))
}

export function seconds(count: number): string {
  return count < 60 ? `${count} s` : `${Math.floor(count / 60)} min ${count % 60} s`
}
