import type { WorldId } from '../events/wire'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'
import { PaneHeader } from './pane-header'

export function DamagedChat({ world }: { world: WorldId }) {
  return (
    <section data-testid="damaged-chat" className="flex h-full flex-col">
      <PaneHeader>{null}</PaneHeader>
      <div className="flex flex-1 flex-col items-center justify-center px-6 pb-24 text-center">
        <h1 className="text-xl font-semibold tracking-tight">A part of this chat is damaged</h1>
        <p className="mt-2 max-w-sm text-muted">
          What was stored of it is not what was written, so it is not shown. Other chats are not affected. End
          Carillon and run <code>carillon rebuild</code>: it keeps all that can be read and marks what is
          missing.
        </p>
        <LinkTo href={paths.world(world)} className="mt-5 text-accent underline underline-offset-2">
          Go to the world
        </LinkTo>
      </div>
    </section>
  )
}
