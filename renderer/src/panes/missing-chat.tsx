import type { WorldId } from '../events/wire'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'
import { PaneHeader } from './pane-header'

export function MissingChat({ world }: { world: WorldId }) {
  return (
    <section className="flex h-full flex-col">
      <PaneHeader>{null}</PaneHeader>
      <div className="flex flex-1 flex-col items-center justify-center px-6 pb-24 text-center">
        <h1 className="text-xl font-semibold tracking-tight">This chat is not here</h1>
        <p className="mt-2 max-w-sm text-muted">It was deleted for good, or the address is not complete.</p>
        <LinkTo href={paths.world(world)} className="mt-5 text-accent underline underline-offset-2">
          Go to the world
        </LinkTo>
      </div>
    </section>
  )
}
