import { Dialog } from '../parts/dialog'
import { SHORTCUTS } from './shortcuts'

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="space-y-2 px-5 pb-6">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys} className="flex items-center justify-between gap-4">
            <dd className="order-1 text-sm text-muted">{does}</dd>
            <dt className="order-2 flex gap-1">
              {keys.split(' ').map((key) =>
                key === '/' ? (
                  <span key={key} className="text-faint">
                    /
                  </span>
                ) : (
                  <kbd
                    key={key}
                    className="rounded-md border border-line-strong bg-sunken px-1.5 font-sans text-xs text-ink"
                  >
                    {key}
                  </kbd>
                ),
              )}
            </dt>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
