import { canUndo, type ChatView } from '../events/view'
import type { ChatId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Restore } from '../parts/icons'

/** Says that something was taken out of the history, as long as it can be brought back. */
export function UndoLine({ chat, view }: { chat: ChatId; view: ChatView }) {
  const { commands } = useBench()
  if (!canUndo(view)) return null
  return (
    <div className="px-4 py-3 sm:px-6">
      <div
        data-testid="undo-line"
        role="status"
        className="mx-auto flex max-w-[46rem] items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
      >
        <span>What followed was taken out.</span>
        <Button className="h-7" onClick={() => void commands.undo(chat)}>
          <Restore className="size-3.5" />
          Undo
        </Button>
      </div>
    </div>
  )
}
