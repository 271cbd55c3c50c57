// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatStatus } from '../../src/events/wire'
import { StatusMark } from '../../src/parts/status-mark'

const MOVING = ['writing', 'thinking', 'tool', 'waiting'] satisfies ChatStatus[]
const reduced = vi.fn<() => boolean>()

beforeEach(() => {
  vi.useFakeTimers()
  reduced.mockReturnValue(false)
  vi.stubGlobal('matchMedia', () => ({ matches: reduced() }))
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function shown(status: ChatStatus) {
  const { container } = render(<StatusMark status={status} unread={false} queued={0} />)
  return () => container.querySelector('svg')?.innerHTML
}

const beats = () => act(() => vi.advanceTimersByTime(100))

test.each(MOVING)('the mark of a %s chat moves', (status) => {
  const picture = shown(status)
  const first = picture()
  beats()
  expect(picture()).not.toBe(first)
})

test('marks that appear later move with the others', () => {
  const one = shown('writing')
  beats()
  const other = shown('writing')
  expect(other()).toBe(one())
  beats()
  expect(other()).toBe(one())
})

test('one timer moves all marks and ends with the last', () => {
  shown('writing')
  const { unmount } = render(<StatusMark status="tool" unread={false} queued={0} />)
  expect(vi.getTimerCount()).toBe(1)
  unmount()
  expect(vi.getTimerCount()).toBe(1)
  cleanup()
  expect(vi.getTimerCount()).toBe(0)
})

test('a mark is still while its chat is', () => {
  const picture = shown('failed')
  const first = picture()
  expect(vi.getTimerCount()).toBe(0)
  beats()
  expect(picture()).toBe(first)
})

test('nothing moves for one who wants no motion, or where nobody can see it', () => {
  const picture = shown('writing')
  const first = picture()
  reduced.mockReturnValue(true)
  beats()
  expect(picture()).toBe(first)
  reduced.mockReturnValue(false)
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  beats()
  expect(picture()).toBe(first)
  hidden.mockReturnValue(false)
  beats()
  expect(picture()).not.toBe(first)
})

test('no mark is moved by the browser, which would do so in every frame', () => {
  const { container } = render(
    MOVING.map((status) => <StatusMark key={status} status={status} unread={false} queued={0} />),
  )
  expect(container.querySelector('[class*=moves-], [class*=animate-], animate, animateTransform')).toBeNull()
})

test('what the browser moves without end is moved by the compositor', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/shell/motion.css'), 'utf8')
  const endless = [...css.matchAll(/animation: (\w+) [^;]*infinite/g)].map(([, name]) => name)
  expect(endless).not.toEqual([])
  for (const name of endless) {
    const frames = new RegExp(`@keyframes ${name} \\{([^]*?)\\n\\}`).exec(css)?.[1] ?? ''
    expect(frames.match(/[\w-]+(?=:)/g)?.filter((each) => !['transform', 'opacity'].includes(each))).toEqual(
      [],
    )
    // A share of the element's own size must be worked out on the main thread.
    expect(frames).not.toMatch(/\([^)]*%/)
  }
})
