import { imagesOf, toolCallsOf } from '../../events/tools'
import type { ToolCall } from '../../events/wire'
import { FOLDED_LINES } from '../../parts/tools/diff-view'
import { imagesHeight } from '../../parts/tools/image-frame'
import { isOpen, type Row } from '../rows'

const CARD_PX = 44
const LINE_PX = 20

/** Pixels that the cards of a row take, roughly. */
export function toolsHeight(row: Row): number {
  if (isOpen(row)) return row.calls.length * CARD_PX
  return toolCallsOf(row).reduce((sum, call) => {
    return sum + CARD_PX + shownLines(call) * LINE_PX + imagesHeight(imagesOf(call.result))
  }, 0)
}

function shownLines({ result }: ToolCall): number {
  if (!result) return 0
  if (result.diff === undefined) return result.outcome === 'returned' ? 0 : 1
  return Math.min(FOLDED_LINES + 2, result.diff.split('\n', FOLDED_LINES + 2).length)
}
