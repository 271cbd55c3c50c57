import { useEffect } from 'react'
import { costOf, tokensOf } from '../../events/usage'
import type { World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { PricesNote } from './prices-note'
import { useProviders } from './provider-lookup'

/** What a world has cost so far, asked for anew when it is shown. */
export function WorldUsage({ world }: { world: World }) {
  const { worlds } = useBench()
  const { prices } = useProviders()
  useEffect(() => void worlds.refresh(world.id), [worlds, world.id])
  const { usage } = world
  const tokens = tokensOf(usage) ?? (usage.unpricedCalls > 0 ? 'no token count' : undefined)
  return (
    <section aria-label="Used so far" className="space-y-2 border-t border-line pt-6">
      <h2 className="text-base font-semibold">Used so far</h2>
      <p data-testid="world-cost" className="tabular-nums">
        {tokens ? `${costOf(usage)} · ${tokens}` : 'Nothing yet'}
      </p>
      <p className="text-sm text-muted">By all chats of this world, also those that were deleted.</p>
      {prices && <PricesNote prices={prices} />}
    </section>
  )
}
