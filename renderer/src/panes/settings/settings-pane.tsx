import { paths, type SettingsPage } from '../../parts/navigation'
import type { WorldId } from '../../events/wire'
import { LinkTo } from '../../parts/link-to'
import { PaneHeader } from '../pane-header'
import { useWorld } from '../world-lookup'
import { AgentsPage } from './agents-page'
import { ProvidersPage } from './providers-page'
import { SchedulesPage } from './schedules-page'
import { WindowPage } from './window-page'
import { WorldPage } from './world-page'

const TABS: readonly { page: SettingsPage; name: string }[] = [
  { page: 'agents', name: 'Agents' },
  { page: 'world', name: 'World' },
  { page: 'schedules', name: 'Schedules' },
  { page: 'providers', name: 'Providers' },
  { page: 'window', name: 'Window' },
]

export function SettingsPane({ world, page }: { world: WorldId; page: SettingsPage }) {
  const found = useWorld(world)
  return (
    <section aria-label="Settings" className="flex h-full flex-col">
      <PaneHeader>
        <h1 className="text-base font-semibold tracking-tight">Settings</h1>
      </PaneHeader>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-16 md:px-6">
        <div className="mx-auto max-w-[46rem]">
          <nav aria-label="Settings" className="mb-6 flex gap-1 overflow-x-auto border-b border-line">
            {TABS.map((tab) => (
              <LinkTo
                key={tab.page}
                href={paths.settings(world, tab.page)}
                aria-current={tab.page === page ? 'page' : undefined}
                className="-mb-px border-b-2 border-transparent px-3 py-2 text-muted outline-offset-[-2px] hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                {tab.name}
              </LinkTo>
            ))}
          </nav>
          {page === 'agents' && found && <AgentsPage world={found} />}
          {page === 'world' && found && <WorldPage key={found.id} world={found} />}
          {page === 'schedules' && found && <SchedulesPage key={found.id} world={found} />}
          {page === 'providers' && <ProvidersPage />}
          {page === 'window' && <WindowPage />}
        </div>
      </div>
    </section>
  )
}
