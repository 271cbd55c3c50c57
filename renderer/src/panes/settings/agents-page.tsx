import { useState, type KeyboardEvent } from 'react'
import { inWords } from '../../chats/http'
import { oneLine } from '../../events/plain-text'
import type { Agent, World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button, IconButton } from '../../parts/button'
import { FormError } from '../../parts/field'
import { ArrowDown, ArrowUp, Copy, Plus } from '../../parts/icons'
import { Monogram } from '../monogram'
import { copyOf, moved } from './agent-copy'
import { AgentForm } from './agent-form'

const NEW = Symbol('a new agent')

export function AgentsPage({ world }: { world: World }) {
  const [edited, setEdited] = useState<string | typeof NEW | undefined>()
  const [copy, setCopy] = useState<Agent>()
  const { error, move } = useMove(world)
  const close = () => {
    setEdited(undefined)
    setCopy(undefined)
  }
  const add = (like: Agent | undefined) => {
    setCopy(like)
    setEdited(NEW)
  }
  return (
    <div className="space-y-3">
      <div className="flex items-center gap-4">
        <p className="flex-1 text-sm text-muted">
          Agents answer in the chats of <span className="text-ink">{oneLine(world.name)}</span>. A change
          counts from the next turn on.
        </p>
        <Button look="primary" onClick={() => add(undefined)} disabled={edited === NEW}>
          <Plus className="size-3.5" /> New agent
        </Button>
      </div>
      {edited === NEW && (
        <AgentForm
          key={copy?.id}
          world={world}
          agent={undefined}
          {...(copy && { like: copy })}
          onClose={close}
        />
      )}
      <FormError error={error} />
      {world.agents.length === 0 && edited !== NEW && (
        <p className="rounded-xl border border-dashed border-line-strong px-4 py-10 text-center text-muted">
          No agents yet. The first one you add answers every message of this world.
        </p>
      )}
      <ul className="space-y-2">
        {world.agents.map((agent, place) =>
          edited === agent.id ? (
            <li key={agent.id}>
              <AgentForm world={world} agent={agent} onClose={close} />
            </li>
          ) : (
            <li
              key={agent.id}
              data-testid="agent"
              onKeyDown={(event) => move.byKey(event, agent.id)}
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
              <IconButton
                label={`Move ${oneLine(agent.name)} up`}
                disabled={place === 0}
                onClick={() => move.by(agent.id, -1)}
              >
                <ArrowUp className="size-3.5" />
              </IconButton>
              <IconButton
                label={`Move ${oneLine(agent.name)} down`}
                disabled={place === world.agents.length - 1}
                onClick={() => move.by(agent.id, 1)}
              >
                <ArrowDown className="size-3.5" />
              </IconButton>
              <IconButton
                label={`Duplicate ${oneLine(agent.name)}`}
                onClick={() => add(copyOf(agent, world.agents))}
              >
                <Copy className="size-3.5" />
              </IconButton>
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

/** Moves agents by button and by Alt with an arrow key; focus stays with the agent. */
function useMove(world: World) {
  const { api, worlds } = useBench()
  const [error, setError] = useState<string>()
  const by = (id: string, step: -1 | 1) => {
    const ids = world.agents.map((agent) => agent.id)
    const agentOrder = moved(ids, id, step)
    if (agentOrder === ids) return
    setError(undefined)
    api.changeWorld(world.id, { agentOrder }).then(
      (changed) => worlds.receive(changed),
      (failure: unknown) => setError(inWords(failure)),
    )
  }
  const byKey = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    by(id, event.key === 'ArrowUp' ? -1 : 1)
  }
  return { error, move: { by, byKey } }
}
