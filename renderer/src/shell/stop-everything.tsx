import { useStore } from 'zustand'
import { countOf } from '../events/plain-text'
import { runningAmong } from '../events/status'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Dialog } from '../parts/dialog'

/** Asks before the chats of every world are stopped, and says how many that would be. */
export function StopEverything({ onClose }: { onClose: () => void }) {
  const { commands, list } = useBench()
  const summaries = useStore(list.store)
  const running = runningAmong(Object.values(summaries))
  const stop = () => {
    onClose()
    void commands.stopAll(undefined)
  }
  return (
    <Dialog title="Stop everything" onClose={onClose}>
      <div className="space-y-4 px-5 pb-5">
        <p className="text-muted">
          {running === 0
            ? 'No chat is running in any world.'
            : `${countOf(running, 'chat')} in all worlds ${running === 1 ? 'is' : 'are'} running. What was said so far stays, and messages that wait stay paused.`}
        </p>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {running === 0 ? 'Close' : 'Cancel'}
          </Button>
          {running > 0 && (
            <Button look="danger" autoFocus onClick={stop}>
              Stop {countOf(running, 'chat')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
