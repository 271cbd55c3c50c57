import { useState } from 'react'
import { oneLine } from '../../events/plain-text'
import type { World } from '../../events/wire'
import { Button } from '../../parts/button'
import { Plus } from '../../parts/icons'
import { Monogram } from '../monogram'
import { AgentForm } from './agent-form'

const NEW = Symbol('a new agent')

export function AgentsPage({ world }: { world: World }) {
  const [edited, setEdited] = useState<string | typeof NEW | undefined>()
  const close = () => setEdited(undefined)
  return (
    <div className="space-y-3">
      <div className="flex items-center gap-4">
        <p className="flex-1 text-sm text-muted">
          Agents answer in the chats of <span className="text-ink">{oneLine(world.name)}</span>. A change
          counts from the next turn on.
        </p>
        <Button look="primary" onClick={() => setEdited(NEW)} disabled={edited === NEW}>
          <Plus className="size-3.5" /> New agent
        </Button>
      </div>
      {edited === NEW && <AgentForm world={world} agent={undefined} onClose={close} />}
      {world.agents.length === 0 && edited !== NEW && (
        <p className="rounded-xl border border-dashed border-line-strong px-4 py-10 text-center text-muted">
          No agents yet. The first one you add answers every message of this world.
        </p>
      )}
      <ul className="space-y-2">
        {world.agents.map((agent) =>
          edited === agent.id ? (
            <li key={agent.id}>
              <AgentForm world={world} agent={agent} onClose={close} />
            </li>
          ) : (
            <li
              key={agent.id}
              data-testid="agent"
              className="flex items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3"
            >
              <Monogram name={oneLine(agent.name)} id={agent.id} />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">
                  {oneLine(agent.name)} <span className="font-normal text-faint">@{agent.id}</span>
                  {world.mainAgent === agent.id && (
                    <span className="ml-2 rounded-full bg-accent-soft px-2 py-0.5 text-2xs text-accent">
                      main agent
                    </span>
                  )}
                </p>
                <p className="truncate text-sm text-muted">
                  {agent.model
                    ? `${oneLine(agent.provider ?? '')} · ${oneLine(agent.model)}`
                    : world.defaultModel
                      ? `World's model · ${oneLine(world.defaultModel.model)}`
                      : 'No model chosen'}
                </p>
              </div>
              <Button onClick={() => setEdited(agent.id)} aria-label={`Edit ${oneLine(agent.name)}`}>
                Edit
              </Button>
            </li>
          ),
        )}
      </ul>
    </div>
  )
}
