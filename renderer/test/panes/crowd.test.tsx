// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Agent, ChatId } from '../../src/events/wire'
import { Composer } from '../../src/panes/composer'
import { BenchContext } from '../../src/parts/bench'
import { benchOn } from '../support/benches'
import { ContractServer } from '../support/contract-server'

const agents = (count: number): Agent[] =>
  Array.from({ length: count }, (_, n) => ({ id: `a${n}`, name: `A${n}`, systemPrompt: '', autoReply: true }))

afterEach(cleanup)

interface Options {
  everyoneAnswers?: boolean
  askedEveryone?: boolean
  running?: boolean
}

function open(count: number, { everyoneAnswers = true, ...rest }: Options = {}) {
  const onSend = vi.fn()
  render(
    <BenchContext value={benchOn(new ContractServer())}>
      <Composer
        owner={'c' as ChatId}
        placeholder=""
        onSend={onSend}
        agents={agents(count)}
        everyoneAnswers={everyoneAnswers}
        note="@ a0"
        {...rest}
      />
    </BenchContext>,
  )
  const box = screen.getByTestId<HTMLTextAreaElement>('composer')
  const type = (text: string) => fireEvent.change(box, { target: { value: text } })
  const enter = (keys: object = {}) => act(() => fireEvent.keyDown(box, { key: 'Enter', ...keys }))
  const click = (name: string) => act(() => fireEvent.click(screen.getByRole('button', { name })))
  return { box, onSend, type, enter, click }
}

describe('a message that names nobody', () => {
  test('says how many will answer while it is written', () => {
    const { type } = open(3)
    expect(screen.queryByText('3 agents will answer')).toBeNull()
    type('Hello team!')
    expect(screen.getByText('3 agents will answer').title).toBe('a0, a1, a2')
    type('@a1 hello')
    expect(screen.queryByText(/will answer/)).toBeNull()
    screen.getByText('@ a0')
  })

  test('says nothing where one answers', () => {
    const { type } = open(3, { everyoneAnswers: false })
    type('Hello team!')
    expect(screen.queryByText(/will answer/)).toBeNull()
  })

  test('goes out at once to a few', () => {
    const { type, enter, onSend } = open(4)
    type('Hello team!')
    enter()
    expect(onSend).toHaveBeenCalledWith('Hello team!', 'queue')
  })

  test('asks once before it goes to many', () => {
    const { box, type, enter, click, onSend } = open(5)
    type('Hello team!')
    enter()
    expect(onSend).not.toHaveBeenCalled()
    expect(box.value).toBe('Hello team!')
    expect(document.activeElement?.textContent).toBe('Ask all 5')

    click('Ask all 5')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello team!', 'queue')
    expect(box.value).toBe('')
    expect(screen.queryByRole('alert')).toBeNull()

    type('And now?')
    enter()
    expect(onSend).toHaveBeenLastCalledWith('And now?', 'queue')
  })

  test('can stay, and a text that changed is asked for anew', () => {
    const { box, type, enter, click, onSend } = open(5)
    type('Hello team!')
    enter()
    click('Not yet')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(box.value).toBe('Hello team!')

    enter()
    type('Hello team, hello')
    expect(screen.queryByRole('alert')).toBeNull()
    enter()
    click('Ask all 5')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello team, hello', 'queue')
  })

  test('Escape takes the question away and stops nothing', () => {
    const { type, enter, onSend } = open(5)
    const outside = vi.fn()
    window.addEventListener('keydown', outside)
    type('Hello team!')
    enter()
    act(() => fireEvent.keyDown(screen.getByRole('button', { name: 'Ask all 5' }), { key: 'Escape' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(outside.mock.lastCall?.[0].defaultPrevented).toBe(true)
    expect(onSend).not.toHaveBeenCalled()
    window.removeEventListener('keydown', outside)
  })

  test('is not asked about when everyone was asked in this chat before, or one is named', () => {
    const { type, enter, onSend } = open(9, { askedEveryone: true })
    type('Hello team!')
    enter()
    expect(onSend).toHaveBeenCalledOnce()
    cleanup()

    const another = open(9)
    another.type('@a1 hello')
    another.enter()
    expect(another.onSend).toHaveBeenCalledOnce()
  })

  test('goes in as it was sent, and joins a turn unasked', () => {
    const { type, enter, click, onSend } = open(5, { running: true })
    type('Steer this')
    enter({ ctrlKey: true })
    expect(onSend).toHaveBeenLastCalledWith('Steer this', 'steer')

    type('Stop, all of you')
    enter({ ctrlKey: true, shiftKey: true })
    expect(onSend).toHaveBeenCalledOnce()
    click('Ask all 5')
    expect(onSend).toHaveBeenLastCalledWith('Stop, all of you', 'interrupt')
  })
})
