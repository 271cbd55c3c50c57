import type { WorldId } from '../../events/wire'
import { Button } from '../../parts/button'
import { FormError } from '../../parts/field'
import { useToolServers } from './server-lookup'
import { ToolServerRow } from './tool-server-row'

interface Props {
  world: WorldId
  /** Of the world's settings. */
  version: number
}

/** How the MCP servers are that the world's settings name. */
export function ToolServers({ world, version }: Props) {
  const { servers, problem, refresh, restart } = useToolServers(world, version)
  if (servers.length === 0 && problem === undefined) return null
  return (
    <section aria-label="MCP servers as they are" className="space-y-2">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">MCP servers as they are</h3>
        <Button look="quiet" onClick={() => void refresh()}>
          Refresh
        </Button>
      </div>
      <FormError error={problem} />
      <ul className="divide-y divide-line rounded-xl border border-line bg-raised">
        {servers.map((server) => (
          <ToolServerRow key={server.name} server={server} onRestart={() => restart(server.name)} />
        ))}
      </ul>
    </section>
  )
}
