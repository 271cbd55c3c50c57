// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { ChatStatus } from '../../src/events/wire'
import { StatusMark } from '../../src/parts/status-mark'

afterEach(cleanup)

test.each(['writing', 'thinking', 'tool', 'waiting'] satisfies ChatStatus[])(
  'the mark of a %s chat moves as a whole, so that many of them cost no painting',
  (status) => {
    const { container } = render(<StatusMark status={status} unread={false} queued={0} />)
    expect(container.querySelector('svg')?.getAttribute('class')).toMatch(/moves-/)
    expect(container.querySelector('svg [class*=moves-]')).toBeNull()
  },
)

test('what moves for long moves in a way that needs no main thread', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/shell/motion.css'), 'utf8')
  const endless = [...css.matchAll(/animation: (\w+) [^;]*infinite/g)].map(([, name]) => name)
  expect(endless.length).toBeGreaterThan(1)
  for (const name of endless) {
    const frames = new RegExp(`@keyframes ${name} \\{([^]*?)\\n\\}`).exec(css)?.[1] ?? ''
    expect(frames.match(/[\w-]+(?=:)/g)?.filter((each) => !['transform', 'opacity'].includes(each))).toEqual(
      [],
    )
    // A share of the element's own size must be worked out on the main thread.
    expect(frames).not.toMatch(/\([^)]*%/)
  }
})
