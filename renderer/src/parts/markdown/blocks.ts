import { Lexer, type Token } from 'marked'

/** A text cut into its Markdown blocks. A block that did not change keeps its identity as the text grows. */
export interface Blocks {
  readonly text: string
  readonly tokens: readonly Token[]
  /** How many tokens no later text can change, and where in the text they end. */
  readonly settled: number
  readonly settledEnd: number
}

/** Past this many characters a text is shown as it is: no parser is worth a frozen window. */
const MOST_CHARACTERS = 400_000

export function blocksOf(source: string): Blocks {
  return parsed(source.replace(/\r\n?/g, '\n'), [], 0)
}

/** Parses only from the last block on when `source` goes on from what was there. */
export function grown(before: Blocks | undefined, source: string): Blocks {
  const text = source.replace(/\r\n?/g, '\n')
  if (!before || !text.startsWith(before.text)) return parsed(text, [], 0)
  if (text.length === before.text.length) return before
  return parsed(text, before.tokens.slice(0, before.settled), before.settledEnd)
}

/** The text is whole: parsed anew only if a link above may mean what was defined below it. */
export function ended(blocks: Blocks): Blocks {
  return blocks.tokens.some((token) => token.type === 'def') ? blocksOf(blocks.text) : blocks
}

function parsed(text: string, settled: readonly Token[], from: number): Blocks {
  const tokens = [...settled, ...lexed(text.slice(from))]
  let last = tokens.length - 1
  while (last > settled.length && tokens[last]?.type === 'space') last--
  const count = Math.max(last, settled.length)
  const length = tokens.slice(settled.length, count).reduce((sum, token) => sum + token.raw.length, 0)
  return { text, tokens, settled: count, settledEnd: from + length }
}

function lexed(text: string): readonly Token[] {
  if (text.length > MOST_CHARACTERS) return [plain(text)]
  try {
    const tokens = new Lexer({ gfm: true }).lex(text)
    const length = tokens.reduce((sum, token) => sum + token.raw.length, 0)
    return length === text.length ? tokens : [plain(text)]
  } catch {
    // Thousands of nested quotes exhaust the parser's stack.
    return [plain(text)]
  }
}

function plain(text: string): Token {
  return { type: 'plain', raw: text, text }
}
