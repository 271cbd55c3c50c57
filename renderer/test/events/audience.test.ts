import { describe, expect, test } from 'vitest'
import { isForEveryone } from '../../src/events/audience'
import type { Agent } from '../../src/events/wire'

const agent = (id: string, name: string): Agent => ({ id, name, systemPrompt: '', autoReply: true })
const AGENTS = [agent('a1', 'Ada'), agent('grace', 'Grace Hopper'), agent('z', 'Zoë')]

describe('a message is for everyone', () => {
  test.each([
    ['Hello team!', true],
    ['', true],
    ['mail me at me@a1.org', true],
    ['the package @a1/core', false],
    ['let us ask @nobody later', true],
    ['```\n@a1 in code\n```', true],
    ['~~~\n@a1 in code that never ends', true],
    ['```\ncode\n```\n@a1 after it', false],
    ['``` not `a fence\n@a1 so this counts', false],
    ['@a1 please sum up', false],
    ['Hey @A1, sum up', false],
    ['to: @a1', false],
    ['  @a1', false],
    ['\u00a0@a1', false],
    ['Status.\n@a2 your view?', false],
    ['Status.\r@a1', false],
    ['@unknown are you there', false],
    ['let us ask @a1 later', false],
    ['ask @GraceHopper', false],
    ['ask @zoe', false],
    ['hello there @zoë', false],
  ])('%j: %s', (text, everyone) => expect(isForEveryone(text, AGENTS)).toBe(everyone))
})
