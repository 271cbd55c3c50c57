export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'place' | 'file'
  /** Without the sign in front. */
  readonly text: string
}

export interface Diff {
  readonly lines: readonly DiffLine[]
  readonly added: number
  readonly removed: number
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** Reads a unified diff, also one without headers. Whatever is in it, no line is lost. */
export function diffOf(text: string): Diff {
  const lines: DiffLine[] = []
  let [before, after] = [0, 0]
  for (const line of text.replace(/\r?\n$/u, '').split(/\r?\n/u)) {
    const inHunk = before > 0 || after > 0
    const [, old = '1', at = '', now = '1'] = HUNK.exec(line) ?? []
    if (at !== '') {
      ;[before, after] = [Number(old), Number(now)]
      lines.push({ kind: 'place', text: `Line ${at}` })
    } else if (!inHunk && /^(?:--- |\+\+\+ |diff |index )/u.test(line)) {
      lines.push({ kind: 'file', text: line })
    } else {
      const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same'
      const note = line.startsWith('\\')
      if (kind !== 'added' && !note) before--
      if (kind !== 'removed' && !note) after--
      lines.push({ kind, text: /^[+ -]/u.test(line) ? line.slice(1) : line })
    }
  }
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  return { lines, added: count('added'), removed: count('removed') }
}

/** Whether a text says of itself that it is one. */
export function isDiff(text: string): boolean {
  return /^(?:--- .*\r?\n\+\+\+ .*\r?\n)?@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/u.test(text)
}
