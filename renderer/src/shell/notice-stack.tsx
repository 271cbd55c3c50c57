import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { useBench } from '../parts/bench'
import { Cross } from '../parts/icons'

export function NoticeStack() {
  const { notices } = useBench()
  const shown = useStore(notices.store)
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-28 z-40 flex flex-col items-center gap-2 px-4"
    >
      {shown.map((notice) => (
        <div
          key={notice.id}
          data-testid="notice"
          className="moves-rise pointer-events-auto flex max-w-md items-center gap-1 rounded-xl bg-ink py-1.5 pr-1.5 pl-4 text-sm text-canvas shadow-float"
        >
          <span className="min-w-0 flex-1 py-1 wrap-anywhere">{oneLine(notice.text)}</span>
          {notice.action && (
            <button
              type="button"
              onClick={() => {
                notice.action?.run()
                notices.dismiss(notice.id)
              }}
              className="rounded-lg px-2.5 py-1 font-semibold hover:bg-canvas/15"
            >
              {notice.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => notices.dismiss(notice.id)}
            className="inline-flex size-7 items-center justify-center rounded-lg hover:bg-canvas/15"
          >
            <Cross className="size-3.5" />
          </button>
        </div>
      ))}
    </div>
  )
}
