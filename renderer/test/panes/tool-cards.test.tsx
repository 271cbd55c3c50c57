// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ToolReturn } from '../../src/events/wire'
import { toolsHeight } from '../../src/panes/tools/tool-height'
import { CHAT, endBrowser, happen, openChat, playBrowser } from '../support/chat-panes'
import { Run } from '../support/runs'

beforeEach(playBrowser)
afterEach(endBrowser)

const using = (tools: Readonly<Record<string, string>>, args: object = {}) =>
  new Run(CHAT).admit('m').begin('t', 'm').use('t', 'a', tools, args)
const cards = () => screen.queryAllByTestId('tool-card')
const card = (id: string) => cards().find(({ dataset }) => dataset['toolCallId'] === id) as HTMLElement
const unfold = (id: string) =>
  act(async () => fireEvent.click(within(card(id)).getAllByRole('button')[0] as Element))
const ended = (result: Partial<ToolReturn>, tool = 'shell', args: object = {}) =>
  using({ x: tool }, args).runs('t', 'x').ends('t', 'a', 'x', result)

test('a call is a card from its request to its result, in the order of the model', async () => {
  const run = using({ x: 'read_file', y: 'shell', z: 'grep' })
  const { server, bench } = await openChat(run)
  expect(cards().map(({ dataset }) => [dataset['toolCallId'], dataset['callState']])).toEqual([
    ['x', 'requested'],
    ['y', 'requested'],
    ['z', 'requested'],
  ])
  expect(card('x').textContent).toContain('apple-x')

  const from = run.events.length
  run.approval('t', 'y').runs('t', 'z').puts('t', 'z', 'one\n').ends('t', 'a', 'x')
  await happen(server, run, from)
  expect(card('x').textContent).toContain('Done')
  expect(card('x').textContent).not.toContain('apple did x')
  expect(card('y').textContent).toContain('Waits for you')
  expect(card('z').textContent).toContain('Running')
  expect(card('z').textContent).toContain('one')

  const later = run.events.length
  await happen(server, run.puts('t', 'z', 'two\n', 4).ends('t', 'a', 'z'), later)
  expect(card('z').textContent).not.toContain('two')
  await unfold('z')
  expect(within(card('z')).getByLabelText('Result').textContent).toBe('apple did z')
  expect(within(card('z')).getByLabelText('Input').textContent).toContain('"path": "apple-z"')
  bench.live.stop()
})

const writing = () => new Run(CHAT).admit('m').begin('t', 'm').call('t', 'a').status('writing')
const PATH = '{"path":"apple-x","content":"'

test('a call that is being written is a card, and stays the same one when it stands complete', async () => {
  const run = writing().writes('t', 'a', 0, PATH, 0, 'write_file')
  const { server, bench } = await openChat(run)
  const [first] = cards() as [HTMLElement]
  expect(first.dataset).toMatchObject({ callState: 'writing' })
  expect(first.textContent).toContain('write_fileapple-xWriting29 characters')
  expect(first.ariaLabel).toBe('write_file apple-x, Writing')
  expect(screen.queryByLabelText('Input')).toBeNull()
  const button = within(first).getByRole('button', { name: 'write_file apple-x Writing' })
  await act(async () => fireEvent.click(button))
  expect(screen.getByLabelText('Input').textContent).toBe(PATH)

  const from = run.events.length
  run.writes('t', 'a', 0, 'Grüße\u202e"}', PATH.length, 'write_file').writes('t', 'a', 1, '{', 0, 'odd')
  await happen(server, run, from)
  expect(screen.getByLabelText('Input').textContent).toBe(`${PATH}Grüße⟦U+202E⟧"}`)
  expect(cards().map(({ ariaLabel }) => ariaLabel)).toEqual(['write_file apple-x, Writing', 'odd , Writing'])
  expect(first.closest('[aria-live]')?.getAttribute('aria-live')).toBe('off')
  expect(screen.queryByText('Thinking')).toBeNull()

  const then = run.events.length
  run.asksFor('t', 'a', { x: 'write_file', y: 'odd' }).runs('t', 'x', 'write_file')
  await happen(server, run, then)
  expect(cards()).toHaveLength(2)
  expect(cards()[0]).toBe(first)
  expect(card('x')).toBe(first)
  expect(first.dataset['callState']).toBe('running')
  expect(within(card('x')).getByLabelText('Input').textContent).toContain('"path": "apple-x"')
  expect(within(first).getAllByRole('button')[0]).toBe(button)
  bench.live.stop()
})

test('of arguments that are long the end is shown', async () => {
  const text = `${PATH}${'0123456789'.repeat(20_000)}end`
  const run = writing().writes('t', 'a', 0, text, 0, 'write_file')
  const { bench } = await openChat(run)
  await act(async () => fireEvent.click(within(cards()[0] as HTMLElement).getByRole('button')))
  const shown = screen.getByLabelText('Input').textContent ?? ''
  expect(shown.length).toBeLessThan(50_000)
  expect(shown).toMatch(/^Earlier input is left out here\./)
  expect(shown.endsWith('789end')).toBe(true)
  bench.live.stop()
})

test('what was written of a call goes when the model is asked again or stopped', async () => {
  const run = writing().writes('t', 'a', 0, PATH, 0, 'write_file')
  const { server, bench } = await openChat(run)
  const from = run.events.length
  await happen(server, run.takesBack('t', 'a').status('waiting'), from)
  expect(cards()).toHaveLength(0)
  const again = run.events.length
  await happen(server, run.writes('t', 'a', 0, PATH, 0, 'write_file'), again)
  expect(cards()).toHaveLength(1)
  const end = run.events.length
  await happen(
    server,
    run.callEnds('t', 'a', 'stopped').post('t', 'a', '', 'stopped').end('t', 'stopped'),
    end,
  )
  expect(cards()).toHaveLength(0)
  bench.live.stop()
})

test('a reload while a call is written gives the same card', async () => {
  const run = writing().writes('t', 'a', 0, PATH, 0, 'write_file').writes('t', 'a', 1, '{', 0, 'odd')
  const { bench, unmount } = await openChat(run)
  const shown = () => cards().map((each) => [each.ariaLabel, each.dataset, each.textContent])
  const before = JSON.stringify(shown())
  expect(before).toContain('apple-x')
  unmount()
  bench.live.stop()
  const again = await openChat(run)
  expect(JSON.stringify(shown())).toBe(before)
  again.bench.live.stop()
})

test('a reload in the middle gives the same cards', async () => {
  const run = using({ x: 'shell', y: 'shell' }).runs('t', 'x').puts('t', 'x', 'out\n').approval('t', 'y')
  const { bench, unmount } = await openChat(run)
  const shown = () => cards().map((each) => [each.ariaLabel, each.dataset, each.textContent])
  const before = JSON.stringify(shown())
  unmount()
  bench.live.stop()
  const again = await openChat(run)
  expect(JSON.stringify(shown())).toBe(before)
  again.bench.live.stop()
})

test.each([
  ['failed', 'Failed', 'It broke.'],
  ['refused', 'Refused', 'It broke.'],
  ['denied', 'Denied', 'It broke.'],
  ['stopped', 'Stopped', 'It broke.'],
  ['unknown', 'Unknown', 'It is not run again by itself.'],
] as const)('%s is said in words, and why', async (outcome, word, why) => {
  const { bench } = await openChat(ended({ outcome, text: 'It broke.' }))
  expect(card('x').textContent).toContain(word)
  expect(card('x').textContent).toContain(why)
  expect(card('x').getAttribute('aria-label')).toBe(`shell apple-x, ${word}`)
  bench.live.stop()
})

test('output is text, whatever a terminal would make of it', async () => {
  const run = using({ x: 'shell' }).runs('t', 'x').puts('t', 'x', '\u001b[31mred\u001b[0m <b>bold</b>\rover')
  const { bench } = await openChat(run)
  expect(within(card('x')).getByLabelText('Output of shell').textContent).toBe('red <b>bold</b>\nover')
  expect(card('x').querySelector('b')).toBeNull()
  bench.live.stop()
})

test('of long output the end is shown', async () => {
  const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n}\n`).join('')
  const { bench } = await openChat(using({ x: 'shell' }).runs('t', 'x').puts('t', 'x', lines))
  const shown = within(card('x')).getByLabelText('Output of shell').textContent ?? ''
  expect(shown.length).toBeLessThan(50_000)
  expect(shown).toMatch(/^Earlier output is left out here\.\nline \d+\n/)
  expect(shown.endsWith('line 19999\n')).toBe(true)
  bench.live.stop()
})

test('a change is shown as a diff with its counts, and folded when it is long', async () => {
  const added = Array.from({ length: 60 }, (_, n) => `+new ${n}\n`).join('')
  const diff = `--- a/f\n+++ b/f\n@@ -1,1 +1,60 @@\n-old\n${added}`
  const run = ended({ text: 'Changed f', diff }, 'edit_file')
  const { server, bench } = await openChat(run)
  expect(within(card('x')).getByLabelText('60 added, 1 removed')).toBeTruthy()
  const change = within(card('x')).getByLabelText('What it changed')
  expect(within(change).getAllByLabelText('removed')).toHaveLength(1)
  expect(change.textContent).toContain('new 3')
  expect(change.textContent).not.toContain('new 59')
  await act(async () => fireEvent.click(within(card('x')).getByRole('button', { name: 'Show all 64 lines' })))
  expect(change.textContent).toContain('new 59')
  const { view } = bench.stores.latest(CHAT)
  expect(toolsHeight(view.messages[1] as never)).toBeGreaterThan(300)
  expect(server.requests.length).toBeGreaterThan(0)
  bench.live.stop()
})

test('a person\u2019s arguments stand beside those of the model', async () => {
  const { bench } = await openChat(ended({ ranWith: '{"path":"mine"}' }))
  await unfold('x')
  expect(within(card('x')).getByLabelText('Input').textContent).toContain('apple-x')
  expect(within(card('x')).getByLabelText('Input that it ran with').textContent).toContain('mine')
  bench.live.stop()
})

test('a question of an agent is its card, then its answer; a skill says that it was loaded', async () => {
  const run = using(
    { x: 'ask_user', y: 'load_skill' },
    { path: undefined, question: 'Which bell?', name: 'tuning' },
  )
  run
    .ask('t', 'q', { text: 'Which bell?', toolCallId: 'x' as never })
    .runs('t', 'y')
    .ends('t', 'a', 'y')
  const { server, bench } = await openChat(run)
  expect(card('x').textContent).toContain('Waits for your answer')
  expect(screen.getAllByTestId('question-card')).toHaveLength(1)
  expect(card('y').textContent).toContain('Loaded skill')
  const from = run.events.length
  await happen(server, run.answered('t', 'q', 'Go on').ends('t', 'a', 'x', { text: 'The largest' }), from)
  expect(screen.queryAllByTestId('question-card')).toHaveLength(0)
  expect(card('x').textContent).toContain('Which bell?')
  expect(card('x').textContent).toContain('The largest')
  bench.live.stop()
})

test('what is a picture of itself is previewed on demand, in a frame of its own', async () => {
  const text = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const { bench } = await openChat(ended({ text }, 'read_file', { path: 'a.svg' }))
  await unfold('x')
  expect(document.querySelector('iframe')).toBeNull()
  expect(within(card('x')).getByLabelText('Result').textContent).toBe(text)
  await act(async () => fireEvent.click(within(card('x')).getByRole('button', { name: 'Preview' })))
  expect(document.querySelector('iframe')?.getAttribute('sandbox')).toBe('allow-scripts')
  expect(document.querySelector('iframe')?.getAttribute('src')).toBe('/preview.html')
  bench.live.stop()
})

const GIF = { id: 'abc', type: 'image/gif', bytes: 3, width: 40, height: 900 } as const

test('an image is asked for when its frame is there, and stands in a frame of its own', async () => {
  const run = ended({ text: '[Image 1]', images: [GIF] }, 'read_file', { path: '"><b>x.gif' })
  const { server, bench } = await openChat(run)
  server.on((_, path) =>
    path === `/api/chats/${CHAT}/images/abc` ? { status: 200, body: new Uint8Array([1, 2, 255]) } : undefined,
  )
  const frame = within(card('x')).getByTitle('Images of read_file "><b>x.gif') as HTMLIFrameElement
  expect(frame.getAttribute('sandbox')).toBe('allow-scripts')
  expect(frame.getAttribute('src')).toBe('/preview.html')
  expect(frame.getAttribute('loading')).toBe('lazy')
  expect(server.requests.some(({ path }) => path.includes('/images/'))).toBe(false)

  const told = vi.spyOn(frame.contentWindow as Window, 'postMessage').mockReturnValue()
  await act(async () => fireEvent.load(frame))
  expect(told).toHaveBeenCalledTimes(1)
  const html = String(told.mock.calls[0]?.[0])
  expect(html).toMatch(/^<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"/)
  const page = new DOMParser().parseFromString(html, 'text/html')
  expect(page.querySelectorAll('b, script')).toHaveLength(0)
  expect([...page.images].map(({ src, alt }) => [src, alt])).toEqual([
    ['data:image/gif;base64,AQL/', 'read_file "><b>x.gif: image 1, 40 × 900'],
  ])
  bench.live.stop()
})

test('an image has its room before it is there, and more on demand', async () => {
  const { bench } = await openChat(ended({ images: [GIF] }, 'read_file'))
  const frame = within(card('x')).getByTitle(/^Images of/)
  expect(frame.style.height).toBe('256px')
  const { view } = bench.stores.latest(CHAT)
  expect(toolsHeight(view.messages[1] as never)).toBe(300)
  await act(async () => fireEvent.click(within(card('x')).getByRole('button', { name: 'Larger' })))
  expect(frame.style.height).toBe('916px')
  bench.live.stop()
})

test('an image that is not what was announced is not shown', async () => {
  const { server, bench } = await openChat(ended({ images: [GIF] }, 'read_file'))
  server.on((_, path) => (path.includes('/images/') ? { status: 200, body: new Uint8Array(99) } : undefined))
  await act(async () => fireEvent.load(within(card('x')).getByTitle(/^Images of/)))
  expect(card('x').querySelector('iframe')).toBeNull()
  expect(card('x').textContent).toContain('The image cannot be shown.')
  bench.live.stop()
})

test('a message of tool calls alone can be copied from, taken out and branched from like any', async () => {
  const { bench } = await openChat(ended({}))
  const row = card('x').closest('article') as HTMLElement
  expect(row.dataset['state']).toBe('complete')
  expect(within(row).getByRole('button', { name: 'More for this message' })).toBeTruthy()
  expect(within(row).queryByRole('button', { name: 'Copy message' })).toBeNull()
  bench.live.stop()
})
