import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import type { WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { LinkTo } from '../parts/link-to'
import { navigate, paths, sinceHere } from '../parts/navigation'
import { Composer } from './composer'
import { DemoHint } from './demo-hint'
import { Monogram } from './monogram'
import { PaneHeader } from './pane-header'
import { useWorld } from './world-lookup'

/** A world's start page: write, and a chat is made for it. */
export function WorldHome({ id }: { id: WorldId }) {
  const { commands, worlds } = useBench()
  const world = useWorld(id)
  const loaded = useStore(worlds.store, (all) => all.loaded)
  if (!world) return loaded ? <NoSuchWorld /> : null
  const start = async (text: string) => {
    const stillHere = sinceHere()
    const chat = await commands.startChat(id, text)
    if (chat && stillHere()) navigate(paths.chat(id, chat))
  }
  return (
    <section aria-label={oneLine(world.name)} className="flex h-full flex-col">
      <PaneHeader>{null}</PaneHeader>
      <div className="flex min-h-0 flex-1 flex-col justify-center overflow-y-auto px-4 pb-[14vh] sm:px-6">
        <div className="mx-auto w-full max-w-[42rem]">
          <h1 className="mb-5 text-center text-xl font-semibold tracking-tight">
            {world.agents.length === 0 ? 'Nobody is here to answer yet' : 'What shall we do?'}
          </h1>
          {world.agents.length === 0 ? (
            <div className="text-center">
              <p className="text-muted">{oneLine(world.name)} has no agents. Add one and give it a model.</p>
              <LinkTo
                href={paths.settings(id, 'agents')}
                className="mt-5 inline-flex h-9 items-center rounded-lg bg-accent px-4 font-medium text-on-accent hover:brightness-110"
              >
                Add an agent
              </LinkTo>
            </div>
          ) : (
            <>
              <Composer
                owner={`world:${id}`}
                placeholder="Write a message"
                onSend={(text) => void start(text)}
                agents={world.agents}
                everyoneAnswers={world.mainAgent === undefined}
              />
              <ul aria-label="Agents" className="mt-5 flex flex-wrap justify-center gap-x-5 gap-y-2">
                {world.agents.slice(0, 8).map((agent) => (
                  <li key={agent.id} className="flex items-center gap-2 text-sm text-muted">
                    <Monogram name={oneLine(agent.name)} id={agent.id} />
                    {oneLine(agent.name)}
                    {(agent.model ?? world.defaultModel?.model) && (
                      <span className="text-xs text-faint">
                        {oneLine(agent.model ?? world.defaultModel?.model ?? '')}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
              {world.agents.every((agent) => (agent.provider ?? world.defaultModel?.provider) === 'demo') && (
                <DemoHint
                  settings={paths.settings(id, 'providers')}
                  onTry={(text) => void commands.startChat(id, text)}
                />
              )}
            </>
          )}
        </div>
      </div>
    </section>
  )
}

function NoSuchWorld() {
  return (
    <section className="flex h-full flex-col">
      <PaneHeader>{null}</PaneHeader>
      <div className="flex flex-1 flex-col items-center justify-center px-6 pb-24 text-center">
        <h1 className="text-xl font-semibold tracking-tight">This world is not here</h1>
        <LinkTo href="/" className="mt-4 text-accent underline underline-offset-2">
          Go to the first one
        </LinkTo>
      </div>
    </section>
  )
}
