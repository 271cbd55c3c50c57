/** How well `query` fits `text`: 0 not at all; a beginning beats a word's beginning beats anything in between. */
export function fit(query: string, text: string): number {
  const wanted = query.toLowerCase()
  const within = text.toLowerCase()
  if (wanted === '') return 1
  const at = within.indexOf(wanted)
  if (at === 0) return 4
  if (at > 0) return /[\s\-_/]/.test(within[at - 1] ?? '') ? 3 : 2
  let from = 0
  for (const char of wanted) {
    if (char === ' ') continue
    from = within.indexOf(char, from) + 1
    if (from === 0) return 0
  }
  return wanted.length > 2 ? 0.5 : 0
}
