import type { Token } from 'marked'
import { memo, useState } from 'react'
import { BlockView } from './block'
import { blocksOf, ended, grown, type Blocks } from './blocks'
import { Recent } from './recent'
import { roughHeight } from './rough-height'

/** Going back to a chat should not parse its texts again. In characters: what is kept of one is many times that. */
const parsed = new Recent<Blocks>(1_000_000)

interface Props {
  text: string
  /** It still grows: only its last block is parsed and rendered again. */
  live?: boolean
  /** For how many pixels of its end there is room; blocks above are left out, and something as high stands for them. */
  room?: number | undefined
}

interface Parsed {
  readonly text: string
  readonly live: boolean
  readonly blocks: Blocks
}

/** A text in Markdown. One that stops growing keeps the elements it has. */
export const Markdown = memo(function Markdown({ text, live = false, room = Infinity }: Props) {
  const [before, setBefore] = useState<Parsed>()
  const now = before && before.text === text && before.live === live ? before : next(before, text, live)
  if (now !== before) setBefore(now)
  const { tokens, settled } = now.blocks
  const from = room === Infinity ? 0 : firstWithin(tokens, room)
  return (
    <div className="prose" data-live={live}>
      {from > 0 && <div key="above" data-left-out style={{ height: heightOf(tokens.slice(0, from)) }} />}
      {tokens.slice(from).map((token, index) => (
        <BlockView key={from + index} token={token} live={live && from + index >= settled} />
      ))}
    </div>
  )
})

function next(before: Parsed | undefined, text: string, live: boolean): Parsed {
  if (live) return { text, live, blocks: grown(before?.blocks, text) }
  const make = () => (before ? ended(grown(before.blocks, text)) : blocksOf(text))
  return { text, live, blocks: parsed.get(text, make) }
}

/** The first block that is still seen when the text ends at the lower edge of so many pixels. */
function firstWithin(tokens: readonly Token[], room: number): number {
  let first = tokens.length
  for (let height = 0; first > 0 && height < room;) height += heightOf(tokens.slice(--first, first + 1))
  return first
}

function heightOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { type, raw }) => sum + roughHeight(type === 'space' ? '\n' : raw), 0)
}
