import { describe, expect, test } from 'vitest'
import { diffOf, isDiff } from '../../src/events/diff'
import { exactly, outputText } from '../../src/events/plain-text'
import { argumentsInShort, begunInShort, previewable, spreadOut } from '../../src/events/tool-words'

describe('a call in one line', () => {
  test.each([
    ['read_file', { limit: 3, path: 'src/a.ts' }, 'src/a.ts'],
    ['shell', { command: 'make\n test' }, 'make test'],
    ['shell', { argv: ['git', 'status'] }, 'git status'],
    ['web_fetch', { url: 'https://a.example/' }, 'https://a.example/'],
    ['grep', { pattern: 'bell', path: 'docs' }, 'bell in docs'],
    ['grep', { pattern: 'bell' }, 'bell'],
    ['send_message', { to: ['bob', 'eve'], text: 'hi' }, 'bob eve: hi'],
    ['files_count', { deep: true }, '{"deep":true}'],
    ['list_files', {}, ''],
  ])('%s %j', (tool, given, words) => {
    expect(argumentsInShort(tool, JSON.stringify(given))).toBe(words)
  })

  test('malformed arguments are shown as they are', () => {
    expect(argumentsInShort('shell', '{"command": "ma')).toBe('{"command": "ma')
    expect(argumentsInShort('shell', '["ls"]')).toBe('["ls"]')
    expect(spreadOut('{"command": "ma')).toBe('{"command": "ma')
    expect(spreadOut('{"a":1}')).toBe('{\n  "a": 1\n}')
  })
})

describe('a call that is being written, in one line', () => {
  const given = JSON.stringify({ path: 'src/a.ts', content: `x, "y"\n${'\\ '.repeat(3_000)}` })

  test('says what it is about as soon as it is known, and goes on saying it', () => {
    expect(begunInShort('write_file', '')).toBe('')
    expect(begunInShort('write_file', '{')).toBe('')
    expect(begunInShort('write_file', given.slice(0, 9))).toBe('')
    expect(begunInShort('write_file', given.slice(0, 12))).toBe('src')
    for (let end = given.indexOf('",'); end < given.length; end++)
      expect(begunInShort('write_file', given.slice(0, end))).toBe('src/a.ts')
  })

  test.each([
    ['shell', '{"argv":["git","stat', 'git stat'],
    ['shell', '{"argv":["git","status"],"limit":', 'git status'],
    ['grep', '{"pattern":"bell","path":"do', 'bell in do'],
    ['odd', '["no object', ''],
    ['odd', 'no JSON, none', ''],
  ])('%s %s', (tool, begun, words) => expect(begunInShort(tool, begun)).toBe(words))
})

describe('diffs', () => {
  test('lines are told apart and counted, whatever they look like', () => {
    const diff = diffOf(
      '--- a/f\n+++ b/f\n@@ -3,3 +3,3 @@\n same\n--- old\n+++ new\n\\ No newline at end of file\n',
    )
    expect(diff).toEqual({
      added: 1,
      removed: 1,
      lines: [
        { kind: 'file', text: '--- a/f' },
        { kind: 'file', text: '+++ b/f' },
        { kind: 'place', text: 'Line 3' },
        { kind: 'same', text: 'same' },
        { kind: 'removed', text: '-- old' },
        { kind: 'added', text: '++ new' },
        { kind: 'same', text: '\\ No newline at end of file' },
      ],
    })
  })

  test('what stands below a diff that was cut is kept', () => {
    const { lines } = diffOf('@@ -1,9 +1,9 @@\n+x\n[The diff was cut.]')
    expect(lines.at(-1)).toEqual({ kind: 'same', text: '[The diff was cut.]' })
  })

  test('one of several files has all of them', () => {
    const file = (name: string) => `--- a/${name}\n+++ b/${name}\n@@ -1 +1,2 @@\n-x\n+y\n+z\n`
    const diff = diffOf(file('one') + file('two'))
    expect(diff).toMatchObject({ added: 4, removed: 2 })
    expect(diff.lines.filter(({ kind }) => kind === 'file')).toHaveLength(4)
  })

  test('one without headers is one all the same, but a text is none', () => {
    expect(diffOf('+new')).toEqual({ added: 1, removed: 0, lines: [{ kind: 'added', text: 'new' }] })
    expect(isDiff('--- a/f\n+++ b/f\n@@ -1 +1 @@\n-x\n+y')).toBe(true)
    expect(isDiff('@@ -0,0 +1 @@\n+y')).toBe(true)
    expect(isDiff('--- a/f\nrm -rf x')).toBe(false)
    expect(isDiff('make')).toBe(false)
  })
})

describe('what programs put out', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['a\u001b[2K\u001b[1Gb', 'ab'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;https://a.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['cut\u001b[3', 'cut'],
    ['cut\u001b', 'cut'],
    ['\u009b31mred', 'red'],
    ['\u001bPq#0;2;0;0;0\u001b\\six', 'six'],
    ['\u001b(Btext', 'text'],
    ['one\r\ntwo\rthree\n', 'one\ntwo\nthree\n'],
    ['se\u0008cret\u0000', 'secret'],
    ['a\tb', 'a\tb'],
    ['\u202eevil', '⟦U+202E⟧evil'],
  ])('%j is shown as %j', (output, shown) => {
    expect(outputText(output)).toBe(shown)
  })

  test('a command that is to be allowed hides nothing', () => {
    expect(exactly('ls\n\t-a')).toBe('ls\n\t-a')
    expect(exactly('ls\r\u200b\u001b[2K\u202e\u{e0041}x')).toBe(
      'ls⟦U+000D⟧⟦U+200B⟧⟦U+001B⟧[2K⟦U+202E⟧⟦U+E0041⟧x',
    )
  })

  test('hostile output of any length is read once', () => {
    for (const piece of ['\u001b]', '\u001b[', '\u001b[;', '\u009b', '\u001bP', '\r\u001b(']) {
      expect(outputText(piece.repeat(200_000))).not.toMatch(/[^\P{Cc}\n]/u)
    }
  })
})

test('only what is a picture of itself is previewed', () => {
  expect(previewable('a.txt', '<svg xmlns="http://www.w3.org/2000/svg"/>')).toBe('svg')
  expect(previewable('a.svg', '<?xml version="1.0"?>\n<!-- x -->\n<svg/>')).toBe('svg')
  expect(previewable('a.svg', 'Error: no such file')).toBeUndefined()
  expect(previewable('a.html', '<p>Hello')).toBe('html')
  expect(previewable('a.html', 'no such file')).toBeUndefined()
  expect(previewable('a.ts', '<p>Hello')).toBeUndefined()
})
