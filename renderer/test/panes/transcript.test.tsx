// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import { Intersections } from '../support/intersections'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid=message]')]
const row = (id: string) => document.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
const answered = (turns: number) => {
  const run = new Run(CHAT)
  for (let at = 0; at < turns; at++) {
    run.admit(`m${at}`).begin(`t${at}`, `m${at}`).call(`t${at}`, `a${at}`)
    run
      .callEnds(`t${at}`, `a${at}`, 'answered')
      .post(`t${at}`, `a${at}`, `answer ${at}`)
      .end(`t${at}`, 'answered')
  }
  return run
}

describe('an answer that ends', () => {
  const text = 'First words.\n\n```js\nconst a = 1\n```\n\nLast words'

  test('is the same row, with the same text to select, as while it was written', async () => {
    const { server, bench } = await openChat()
    const run = new Run(CHAT).admit('m').begin('t', 'm').call('t', 'a').stream('t', 'a', 'text', [text])
    await happen(server, run, 0)
    const written = row('a')
    const paragraphs = [...document.querySelectorAll('[data-message-id=a] p, [data-message-id=a] pre')]
    const words = paragraphs.map((paragraph) => paragraph.firstChild)
    expect(written?.dataset['state']).toBe('open')
    expect(paragraphs).toHaveLength(3)

    const end = run.events.length
    await happen(server, run.callEnds('t', 'a', 'answered').post('t', 'a', text).end('t', 'answered'), end)
    expect(row('a')?.dataset['state']).toBe('complete')
    expect(row('a')).toBe(written)
    const after = [...document.querySelectorAll('[data-message-id=a] p, [data-message-id=a] pre')]
    expect(after).toEqual(paragraphs)
    for (const [at, paragraph] of after.entries()) expect(paragraph.firstChild).toBe(words[at])
    bench.live.stop()
  })

  test('stays the same row when it began or ends a page', async () => {
    const { server, bench } = await openChat()
    for (let at = 0; at < 8; at++) {
      const run = answered(at)
      const from = run.events.length
      run.admit(`m${at}`).begin(`t${at}`, `m${at}`).call(`t${at}`, `a${at}`)
      await happen(server, run.stream(`t${at}`, `a${at}`, 'text', [`answer ${at}`]), from)
      const written = row(`a${at}`)
      expect(written?.dataset['state']).toBe('open')
      const whole = answered(at + 1)
      await happen(server, whole, whole.events.length - 4)
      expect(row(`a${at}`)?.dataset['state']).toBe('complete')
      expect(row(`a${at}`)).toBe(written)
    }
    bench.live.stop()
  })

  test('keeps its reasoning unfolded', async () => {
    const { server, bench } = await openChat()
    const run = new Run(CHAT)
      .admit('m')
      .begin('t', 'm')
      .call('t', 'a')
      .stream('t', 'a', 'reasoning', ['Let me see'])
    await happen(server, run, 0)
    fireEvent.click(screen.getByRole('button', { name: /Thinking/ }))
    const unfolded = screen.getByText('Let me see')
    const end = run.events.length
    await happen(server, run.stream('t', 'a', 'text', ['So']), end)
    expect(screen.getByText('Let me see')).toBe(unfolded)
    bench.live.stop()
  })
})

describe('a long transcript', () => {
  test('opens with its last rows, and has only those in the document that are near the screen', async () => {
    Intersections.isNear = () => undefined
    vi.stubGlobal('innerHeight', 900)
    const { bench } = await openChat(answered(100))
    const shown = rows().map((each) => each.dataset['messageId'])
    expect(shown.at(-1)).toBe('a99')
    // Some 105 px each.
    expect(shown).toHaveLength(9)
    expect(document.querySelectorAll('[data-page]').length).toBeGreaterThan(30)

    const cut = row(shown[0] as string)?.closest('[data-page]')
    expect(cut?.firstElementChild?.getAttribute('style')).toMatch(/^height: \d/)
    await act(async () => Intersections.move((each) => each === cut))
    expect(cut?.querySelectorAll('[data-message-id]')).toHaveLength(4)
    expect(cut?.children).toHaveLength(4)
    bench.live.stop()
  })

  test('what is added at the end shows before it is known what is near', async () => {
    Intersections.isNear = () => undefined
    const { server, bench } = await openChat(answered(1))
    const run = answered(1)
    await happen(server, run.admit('m1').begin('t1', 'm1'), answered(1).events.length)
    expect(row('m1')).not.toBeNull()
    bench.live.stop()
  })

  test('a page that went away leaves its height, and comes back with its rows', async () => {
    const { bench } = await openChat(answered(10))
    const page = row('m0')?.closest<HTMLElement>('[data-page]')
    await act(async () => Intersections.move((each) => each !== page))
    expect(row('m0')).toBeNull()
    expect(page?.style.height).toBe('777px')
    await act(async () => Intersections.move(() => true))
    expect(row('m0')?.closest('[data-page]')).toBe(page)
    expect(page?.style.height).toBe('')
    bench.live.stop()
  })

  test('what is selected or has the focus is not taken away', async () => {
    const { bench } = await openChat(answered(10))
    const page = row('a0')?.closest<HTMLElement>('[data-page]')
    document.getSelection()?.selectAllChildren(row('a0') as HTMLElement)
    await act(async () => Intersections.move((each) => each !== page))
    expect(row('a0')).not.toBeNull()
    document.getSelection()?.removeAllRanges()
    row('a0')?.querySelector('button')?.focus()
    await act(async () => Intersections.move((each) => each !== page))
    expect(row('a0')).not.toBeNull()
    act(() => (document.activeElement as HTMLElement).blur())
    await act(async () => Intersections.move((each) => each !== page))
    expect(row('a0')).toBeNull()
    bench.live.stop()
  })

  test('opens where it was left', async () => {
    Intersections.isNear = () => undefined
    const { bench, unmount, reopen } = await openChat(answered(100))
    unmount()
    bench.places.leave(CHAT, { message: 'a40' as never, offset: 10 })
    reopen()
    expect(row('a40')).not.toBeNull()
    expect(row('a99')).not.toBeNull()
    expect(row('a70')).toBeNull()
    bench.live.stop()
  })
})

describe('the first frame', () => {
  const answeredAtLength = () => {
    const paragraphs = Array.from({ length: 60 }, (_, at) => `paragraph ${at}.`).join('\n\n')
    const run = new Run(CHAT).admit('m').begin('t', 'm').call('t', 'a').callEnds('t', 'a', 'answered')
    return run.post('t', 'a', paragraphs).end('t', 'answered')
  }
  const paragraphs = () => [...document.querySelectorAll('.prose p')].map((each) => each.textContent)

  test('of a long answer has its end, with as much room above, and nothing to press; then the rest comes', async () => {
    Intersections.isNear = () => undefined
    const { bench } = await openChat(answeredAtLength())
    expect(paragraphs().at(-1)).toBe('paragraph 59.')
    expect(paragraphs().length).toBeLessThan(30)
    const [last] = [...document.querySelectorAll('.prose p')].slice(-1)
    const room = document.querySelector<HTMLElement>('.prose > [data-left-out]')
    expect(Number.parseFloat(room?.style.height ?? '')).toBeCloseTo((60 - paragraphs().length) * 37, -2)
    expect(row('a')?.querySelectorAll('button')).toHaveLength(0)

    await act(async () => Intersections.move(() => true))
    expect(paragraphs()).toHaveLength(60)
    expect([...document.querySelectorAll('.prose p')].at(-1)).toBe(last)
    expect(document.querySelector('[data-left-out]')).toBeNull()
    expect(row('a')?.querySelectorAll('button').length).toBeGreaterThan(0)
    bench.live.stop()
  })

  test('has more when rows turn out to be lower than was thought', async () => {
    Intersections.isNear = () => undefined
    const rect = (top: number, bottom: number) => ({ top, bottom, height: bottom - top }) as DOMRect
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
      if (!('leftOut' in this.dataset)) return rect(0, 900)
      return rows().length < 30 ? rect(-500, 40) : rect(-500, -1)
    })
    const { bench } = await openChat(answered(100))
    expect(rows().length).toBeGreaterThan(29)
    expect(rows().length).toBeLessThan(60)
    bench.live.stop()
  })
})
