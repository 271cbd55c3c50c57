import { memo, useState } from 'react'
import { BlockView } from './block'
import { blocksOf, grown, type Blocks } from './blocks'
import { Recent } from './recent'

/** Going back to a chat should not parse its texts again. In characters: what is kept of one is many times that. */
const parsed = new Recent<Blocks>(1_000_000)

interface Props {
  text: string
}

/** A finished text. */
export const Markdown = memo(function Markdown({ text }: Props) {
  return <Shown blocks={parsed.get(text, () => blocksOf(text))} live={false} />
})

/** A text that still grows: only its last block is parsed and rendered again. */
export function GrowingMarkdown({ text }: Props) {
  const [blocks, setBlocks] = useState<Blocks>(() => blocksOf(text))
  const next = grown(blocks, text)
  if (next !== blocks) setBlocks(next)
  return <Shown blocks={next} live />
}

function Shown({ blocks, live }: { blocks: Blocks; live: boolean }) {
  return (
    <div className="prose" data-live={live}>
      {blocks.tokens.map((token, index) => (
        <BlockView key={index} token={token} live={live && index >= blocks.settled} />
      ))}
    </div>
  )
}
