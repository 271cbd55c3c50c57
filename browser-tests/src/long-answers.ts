/** Markdown as models write it, of exactly so many characters; the tag and a count stand all over it. */
export function markdownOf(tag: string, characters: number): string {
  let text = ''
  for (let section = 0; text.length < characters; section++) text += sectionOf(`${tag}x`, section)
  return text.slice(0, characters)
}

function sectionOf(tag: string, at: number): string {
  let count = at * 100
  const mark = () => `${tag}${count++}`
  return `## Section ${mark()}

The pull of a rope at ${mark()} is **heard** long after it was _given_, so a ringer at ${mark()} leads by what is to come.
Where two bells meet, \`${mark()}\` says which one waits; see [the order of rounds](https://example.org/${mark()}).

- Plain hunt, ${mark()}: each bell walks to the back and returns
- Dodging at ${mark()}, a step back in the middle of the way
  1. before the treble of ${mark()}
  2. after it

\`\`\`typescript
// ${mark()}
export function rounds(bells: readonly string[], changes: number): string[][] {
  const rows: string[][] = [[...bells]]
  for (let change = 0; change < changes; change++) {
    const row = [...(rows.at(-1) ?? [])]
    for (let at = change % 2; at + 1 < row.length; at += 2) {
      const [left = '', right = ''] = [row[at], row[at + 1]]
      row[at] = right // "${mark()}"
      row[at + 1] = left
    }
    rows.push(row)
  }
  return rows
}
\`\`\`

| bell | weight | note | mark |
|:-----|-------:|:----:|------|
| treble | 312 | F | ${mark()} |
| second | 355 | E | ${mark()} |
| tenor | 1201 | B | ${mark()} |

> A bell that is pulled twice at ${mark()} rings once.

`
}
