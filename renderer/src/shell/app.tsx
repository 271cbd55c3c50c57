import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { WorldId } from '../events/wire'
import { SettingsPane } from '../panes/settings/settings-pane'
import { SideList } from '../panes/side-list'
import { AttentionList } from '../panes/tools/attention-list'
import { TrashPane } from '../panes/trash-pane'
import { WorldHome } from '../panes/world-home'
import { useBench } from '../parts/bench'
import { closeDrawer, drawer } from '../parts/drawer'
import { navigate, paths, useRoute, type Route } from '../parts/navigation'
import { ChatPanes } from './chat-panes'
import { ConnectionLine } from './connection-line'
import { useDocumentTitle } from './document-title'
import { LockedPage, StartPage } from './door-pages'
import { FirstWorld } from './first-world'
import { NoticeStack } from './notice-stack'
import { StoreBanner } from './store-banner'
import { ShortcutsHelp } from './shortcuts-help'
import { useShortcuts } from './shortcuts'
import { StopEverything } from './stop-everything'
import { Switcher } from './switcher'

export function App() {
  const { locked } = useBench()
  const route = useRoute()
  const isLocked = useStore(locked)
  if (route.at === 'start') return <StartPage code={route.code} />
  if (isLocked) return <LockedPage />
  return <Window route={route} />
}

function Window({ route }: { route: Exclude<Route, { at: 'start' }> }) {
  const { worlds } = useBench()
  const { items, loaded } = useStore(worlds.store)
  const open = useStore(drawer)
  const [over, setOver] = useState<'switcher' | 'help' | 'attention' | 'stop-everything'>()
  const world: WorldId | undefined = route.at === 'home' ? items[0]?.id : route.world
  const close = useCallback(() => setOver(undefined), [])
  const help = useCallback(() => setOver('help'), [])
  const attention = useCallback(() => setOver('attention'), [])
  const stopEverything = useCallback(() => setOver('stop-everything'), [])

  useDocumentTitle(route)
  useShortcuts({
    route,
    world,
    onSwitcher: () => setOver('switcher'),
    onAttention: attention,
    onHelp: help,
  })
  useEffect(() => {
    if (route.at === 'home' && world) navigate(paths.world(world), { replace: true })
  }, [route.at, world])

  if (loaded && items.length === 0) return <FirstWorld />
  return (
    <div className="flex h-full flex-col">
      <StoreBanner />
      <div className="relative flex min-h-0 flex-1">
        {world && (
          <>
            {open && (
              <button
                type="button"
                aria-label="Hide chats"
                onClick={closeDrawer}
                className="fixed inset-0 z-20 bg-black/40 md:hidden"
              />
            )}
            <aside
              aria-label="Chats and worlds"
              data-open={open}
              className="fixed inset-y-0 left-0 z-20 w-[17.5rem] max-w-[85vw] shrink-0 -translate-x-full border-r border-line transition-[translate,visibility] duration-200 max-md:invisible data-[open=true]:visible data-[open=true]:translate-x-0 md:static md:translate-x-0"
            >
              <SideList
                world={world}
                route={route}
                onSearch={() => setOver('switcher')}
                onAttention={attention}
              />
            </aside>
          </>
        )}
        <main className="relative min-w-0 flex-1">
          <ConnectionLine />
          {route.at === 'chat' && <ChatPanes shown={route} />}
          {route.at === 'world' && <WorldHome key={route.world} id={route.world} />}
          {route.at === 'trash' && <TrashPane world={route.world} />}
          {route.at === 'settings' && <SettingsPane world={route.world} page={route.page} />}
        </main>
        <NoticeStack />
        {over === 'switcher' && (
          <Switcher
            world={world}
            onClose={close}
            onHelp={help}
            onAttention={attention}
            onStopEverything={stopEverything}
          />
        )}
        {over === 'attention' && world && <AttentionList world={world} onClose={close} />}
        {over === 'stop-everything' && <StopEverything onClose={close} />}
        {over === 'help' && <ShortcutsHelp onClose={close} />}
      </div>
    </div>
  )
}
