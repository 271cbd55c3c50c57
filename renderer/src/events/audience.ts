import type { Agent } from './wire'

const WORD = '[\\p{L}\\p{M}\\p{N}_-]+'
const BLANK = '[\\t\\p{Zs}]'
const LEADING = new RegExp(`^${BLANK}*(?:(?:hey|hi|hello|to)[,:;.!?]*${BLANK}+)?@${WORD}`, 'iu')
const INSIDE = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_.@/-])@(${WORD})`, 'gu')
const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})(.*)$/u

/** Whether a person's message is for nobody in particular, as the server will read it. */
export function isForEveryone(text: string, agents: readonly Agent[]): boolean {
  if (!text.includes('@')) return true
  let fence = ''
  for (const line of text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)) {
    const next = fenceAfter(line, fence)
    const code = fence !== '' || next !== ''
    fence = next
    if (code) continue
    if (LEADING.test(line)) return false
    for (const [, word = ''] of line.matchAll(INSIDE)) if (goesBy(agents, word)) return false
  }
  return true
}

function fenceAfter(line: string, open: string): string {
  const [, marks = '', rest = ''] = FENCE.exec(line) ?? []
  if (marks === '') return open
  if (open === '') return marks
  return marks.startsWith(open) && rest.trim() === '' ? '' : open
}

function goesBy(agents: readonly Agent[], word: string): boolean {
  const name = asOneWord(word)
  return agents.some(
    (agent) => agent.id === word.toLowerCase() || (name !== '' && asOneWord(agent.name) === name),
  )
}

/** Letters and digits only, in lower case and without accents. */
export function asOneWord(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
}
