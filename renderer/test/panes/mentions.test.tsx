// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Agent, ChatId } from '../../src/events/wire'
import { Composer } from '../../src/panes/composer'
import { agentsLike, typedMention, withMention } from '../../src/panes/mentions'
import { BenchContext } from '../../src/parts/bench'
import { benchOn } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const agent = (id: string, name: string): Agent => ({ id, name, systemPrompt: '', autoReply: true })
const AGENTS = [agent('a1', 'Ada'), agent('grace', 'Grace Hopper'), agent('z', 'Zoë')]

afterEach(cleanup)

describe('typing a mention', () => {
  test.each([
    ['@', 1, { from: 0, word: '' }],
    ['hi @gr', 6, { from: 3, word: 'gr' }],
    ['one\n@a', 6, { from: 4, word: 'a' }],
    ['@a1 then', 2, { from: 0, word: 'a' }],
    ['me@a1', 5, undefined],
    ['@a1 then', 8, undefined],
    ['nothing', 7, undefined],
  ])('%j at %i', (text, caret, expected) => expect(typedMention(text, caret)).toEqual(expected))

  test('agents are found by id and by name, those that begin with it first', () => {
    expect(agentsLike(AGENTS, '').map(({ id }) => id)).toEqual(['a1', 'grace', 'z'])
    expect(agentsLike(AGENTS, 'A').map(({ id }) => id)).toEqual(['a1', 'grace'])
    expect(agentsLike(AGENTS, 'hop').map(({ id }) => id)).toEqual(['grace'])
    expect(agentsLike(AGENTS, 'zoe').map(({ id }) => id)).toEqual(['z'])
    expect(agentsLike(AGENTS, 'x')).toEqual([])
    expect(agentsLike(AGENTS, 'Grace')).toEqual([])
    expect(agentsLike([...AGENTS, agent('a', 'A')], 'a').map(({ id }) => id)).toEqual(['a1', 'a', 'grace'])
  })

  test('the id takes the place of what was typed and nothing else', () => {
    expect(withMention('hi @gr there', { from: 3, word: 'gr' }, 'grace')).toEqual({
      text: 'hi @grace there',
      caret: 10,
    })
  })
})

function openComposer() {
  const onSend = vi.fn()
  const bench = benchOn(new ContractServer())
  render(
    <BenchContext value={bench}>
      <Composer owner={'c' as ChatId} placeholder="" onSend={onSend} agents={AGENTS} />
    </BenchContext>,
  )
  const box = screen.getByTestId<HTMLTextAreaElement>('composer')
  const type = (text: string) => fireEvent.change(box, { target: { value: text } })
  const press = (key: string) => act(() => fireEvent.keyDown(box, { key }))
  return { box, onSend, type, press }
}

describe('the menu of agents', () => {
  test('Enter takes the marked agent instead of sending, and sends once the menu is gone', () => {
    const { box, onSend, type, press } = openComposer()
    type('@')
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
      'AAda@a1',
      'GGrace Hopper@grace',
      'ZZoë@z',
    ])
    press('ArrowDown')
    press('Enter')
    expect(box.value).toBe('@grace ')
    expect(box.selectionEnd).toBe(7)
    expect(onSend).not.toHaveBeenCalled()
    expect(screen.queryByRole('listbox')).toBeNull()

    type('@grace hello')
    press('Enter')
    expect(onSend).toHaveBeenCalledWith('@grace hello', 'queue')
  })

  test('Escape closes it for this mention and stops nothing', () => {
    const { type, press, onSend } = openComposer()
    const outside = vi.fn()
    window.addEventListener('keydown', outside)
    type('@g')
    press('Escape')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(outside.mock.calls[0]?.[0].defaultPrevented).toBe(true)
    type('@gr')
    expect(screen.queryByRole('listbox')).toBeNull()
    press('Enter')
    expect(onSend).toHaveBeenCalledWith('@gr', 'queue')
    window.removeEventListener('keydown', outside)
  })

  test('a click takes the agent that was clicked', () => {
    const { box, type } = openComposer()
    type('so @zo')
    fireEvent.pointerDown(screen.getByRole('option', { name: /Zoë/ }))
    expect(box.value).toBe('so @z ')
  })
})
