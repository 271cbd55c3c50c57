import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../src')
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  events: [],
  chats: ['events'],
  parts: ['events', 'chats'],
  panes: ['events', 'chats', 'parts'],
  shell: ['events', 'chats', 'parts', 'panes'],
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, folder: file.split('/')[0] ?? '', source: readFileSync(join(SRC, file), 'utf8') }))

function importsOf({ file, source }: (typeof files)[number]): readonly string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? relative(SRC, join(SRC, dirname(file), target)) : target,
  )
}

describe.each(Object.entries(FOLDERS))('%s', (folder, allowed) => {
  test.each(files.filter((file) => file.folder === folder))(
    '$file imports only what lies below it',
    (file) => {
      const folders = importsOf(file)
        .map((target) => target.split('/')[0] ?? '')
        .filter((target) => target in FOLDERS && target !== folder)
      expect(folders.filter((target) => !allowed.includes(target))).toEqual([])
    },
  )
})

describe('what a folder may know', () => {
  test.each(files.filter(({ folder }) => folder === 'events'))('$file: events know no library', (file) => {
    expect(importsOf(file).filter((target) => !target.startsWith('events/'))).toEqual([])
  })

  test.each(files.filter(({ folder }) => folder === 'chats'))('$file: chats know no React', (file) => {
    expect(importsOf(file).filter((target) => /^(react|zustand$|zustand\/react)/.test(target))).toEqual([])
  })

  test.each(files.filter(({ folder }) => ['panes', 'parts', 'shell'].includes(folder)))(
    '$file: what is only about looking reaches the server through chats',
    ({ source }) => {
      expect(source).not.toMatch(/\b(fetch|WebSocket|EventSource|XMLHttpRequest)\s*\(/)
    },
  )

  test.each(files)('$file has no way to write HTML and no place for a current chat', ({ source }) => {
    expect(source).not.toMatch(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/)
    expect(source).not.toMatch(/(current|active|selected)Chat/i)
  })
})
