import { expect, test } from 'vitest'
import { Frames } from '../../src/chats/frames'

function byHand() {
  const planned: (() => void)[] = []
  const done: string[] = []
  const frames = new Frames((run) => planned.push(run))
  const frame = () => planned.splice(0).forEach((run) => run())
  return { frames, frame, done, planned }
}

test('a task runs once a frame, however often it is asked for', () => {
  const { frames, frame, done } = byHand()
  const task = () => done.push('a')
  frames.soon(task)
  frames.soon(task)
  frames.soon(() => done.push('b'))
  frame()
  expect(done).toEqual(['a', 'b'])
  frame()
  expect(done).toHaveLength(2)
})

test('a frame that is passed leaves its tasks to the next, and only to that', () => {
  const { frames, frame, done, planned } = byHand()
  frames.soon(() => done.push('a'))
  frames.pass()
  frames.pass()
  frame()
  expect(done).toEqual([])
  frame()
  expect(done).toEqual(['a'])
  frames.soon(() => done.push('b'))
  frame()
  expect(done).toEqual(['a', 'b'])
  expect(planned).toHaveLength(0)
})
