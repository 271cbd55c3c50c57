import type { WorldId } from '../events/wire'
import { Bell } from '../parts/icons'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'
import { useWorld } from './world-lookup'

/** A chat nobody has written in yet. */
export function EmptyChat({ world }: { world: WorldId }) {
  const agents = useWorld(world)?.agents
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center px-6 text-center">
      <Bell className="mb-4 size-9 text-accent" />
      {agents?.length === 0 ? (
        <>
          <h2 className="text-xl font-semibold tracking-tight">Nobody is here to answer yet</h2>
          <p className="mt-2 max-w-sm text-muted">
            This world has no agents. Add one, give it a model, and write to it.
          </p>
          <LinkTo
            href={paths.settings(world, 'agents')}
            className="mt-5 inline-flex h-9 items-center rounded-lg bg-accent px-4 font-medium text-on-accent hover:brightness-110"
          >
            Add an agent
          </LinkTo>
        </>
      ) : (
        <>
          <h2 className="text-xl font-semibold tracking-tight">What shall we do?</h2>
          <p className="mt-2 max-w-sm text-muted">
            Write below. You can switch to another chat at any time: this one goes on by itself.
          </p>
          {agents && agents.length > 1 && (
            <p className="mt-3 max-w-md text-sm text-faint">
              Start a line with{' '}
              {agents
                .slice(0, 4)
                .map(({ id }) => `@${id}`)
                .join(', ')}{' '}
              to ask one agent.
            </p>
          )}
        </>
      )}
    </div>
  )
}
