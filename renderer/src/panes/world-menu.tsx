import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { runningAmong, sumOf } from '../events/status'
import type { World, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { DropMenu, MenuEntry, MenuLine } from '../parts/drop-menu'
import { Check, Gear, Plus, Stop, UpDown } from '../parts/icons'
import { navigate, paths } from '../parts/navigation'
import { NewWorld } from './new-world'

/** Which world one is in, what goes on in the others, and the way there. */
export function WorldMenu({ world }: { world: WorldId }) {
  const worlds = useStore(useBench().worlds.store, ({ items }) => items)
  const [making, setMaking] = useState(false)
  const name = oneLine(worlds.find(({ id }) => id === world)?.name ?? world)
  return (
    <>
      <DropMenu
        label={`World: ${name}`}
        align="start"
        button={
          <>
            <span className="min-w-0 truncate">{name}</span>
            <UpDown className="size-3.5 text-faint" />
          </>
        }
        buttonClass="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-lg px-2 text-left font-semibold tracking-tight hover:bg-hover"
      >
        {worlds.map((each) => (
          <WorldEntry key={each.id} world={each} shown={each.id === world} />
        ))}
        <MenuLine />
        <MenuEntry onPick={() => setMaking(true)}>
          <Plus /> New world…
        </MenuEntry>
        <MenuEntry onPick={() => navigate(paths.settings(world, 'world'))}>
          <Gear /> Settings of this world
        </MenuEntry>
        <StopAllEntry world={world} />
      </DropMenu>
      {making && <NewWorld onClose={() => setMaking(false)} />}
    </>
  )
}

function StopAllEntry({ world }: { world: WorldId }) {
  const { commands, list } = useBench()
  const summaries = useStore(list.store)
  const running = runningAmong(Object.values(summaries).filter((chat) => chat.worldId === world))
  return (
    <MenuEntry disabled={running === 0} onPick={() => void commands.stopAll(world)}>
      <Stop /> <span className="flex-1">Stop all chats of this world</span>
      {running > 0 && <span className="pl-4 text-xs text-faint tabular-nums">{running} running</span>}
    </MenuEntry>
  )
}

function WorldEntry({ world, shown }: { world: World; shown: boolean }) {
  const summaries = useStore(useBench().list.store)
  const sum = useMemo(
    () => sumOf(Object.values(summaries).filter((chat) => chat.worldId === world.id)),
    [summaries, world.id],
  )
  return (
    <MenuEntry onPick={() => navigate(paths.world(world.id))}>
      <Check className={`size-3.5 ${shown ? 'text-accent' : 'invisible'}`} />
      <span className="min-w-0 flex-1 truncate">{oneLine(world.name)}</span>
      <WorldMarks needsYou={sum.needsYou} working={sum.working} />
    </MenuEntry>
  )
}

function WorldMarks({ needsYou, working }: { needsYou: number; working: number }) {
  return (
    <span className="flex items-center gap-1.5 pl-4 text-xs text-faint tabular-nums">
      {working > 0 && <span>{working} working</span>}
      {needsYou > 0 && (
        <span className="rounded-full bg-accent px-1.5 text-2xs font-medium text-on-accent">
          {needsYou}
          <span className="sr-only"> need you</span>
        </span>
      )}
    </span>
  )
}
