import { ownToolsInWords } from '../../events/own-tools'
import type { OwnTools, WorldId } from '../../events/wire'
import { useWorld } from '../world-lookup'

interface Props {
  world: WorldId
  own: OwnTools
  onOpen: () => void
}

/** Says that a chat may do less than its world, or works in a copy; nothing when neither is so. */
export function OwnToolsMark({ world, own, onOpen }: Props) {
  const words = ownToolsInWords(own, useWorld(world)?.tools.mode ?? 'auto')
  if (words === undefined) return null
  return (
    <button
      type="button"
      data-testid="own-tools"
      title="Tools of this chat"
      onClick={onOpen}
      className="rounded-md px-1 text-xs whitespace-nowrap text-faint hover:bg-hover hover:text-ink"
    >
      {words}
    </button>
  )
}
