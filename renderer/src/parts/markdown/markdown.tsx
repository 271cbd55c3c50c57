import { memo, useState } from 'react'
import { BlockView } from './block'
import { blocksOf, ended, grown, type Blocks } from './blocks'
import { Recent } from './recent'

/** Going back to a chat should not parse its texts again. In characters: what is kept of one is many times that. */
const parsed = new Recent<Blocks>(1_000_000)

interface Props {
  text: string
  /** It still grows: only its last block is parsed and rendered again. */
  live?: boolean
}

interface Parsed {
  readonly text: string
  readonly live: boolean
  readonly blocks: Blocks
}

/** A text in Markdown. One that stops growing keeps the elements it has. */
export const Markdown = memo(function Markdown({ text, live = false }: Props) {
  const [before, setBefore] = useState<Parsed>()
  const now = before && before.text === text && before.live === live ? before : next(before, text, live)
  if (now !== before) setBefore(now)
  const { tokens, settled } = now.blocks
  return (
    <div className="prose" data-live={live}>
      {tokens.map((token, index) => (
        <BlockView key={index} token={token} live={live && index >= settled} />
      ))}
    </div>
  )
})

function next(before: Parsed | undefined, text: string, live: boolean): Parsed {
  if (live) return { text, live, blocks: grown(before?.blocks, text) }
  const make = () => (before ? ended(grown(before.blocks, text)) : blocksOf(text))
  return { text, live, blocks: parsed.get(text, make) }
}
