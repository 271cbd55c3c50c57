import { useSyncExternalStore } from 'react'
import type { ChatId, WorldId } from '../events/wire'

export type SettingsPage = 'agents' | 'world' | 'schedules' | 'providers' | 'window'

/** Where this window looks. Nothing else says which chat is on screen. */
export type Route =
  | { readonly at: 'start'; readonly code: string }
  | { readonly at: 'home' }
  | { readonly at: 'world'; readonly world: WorldId }
  | { readonly at: 'chat'; readonly world: WorldId; readonly chat: ChatId }
  | { readonly at: 'trash'; readonly world: WorldId }
  | { readonly at: 'settings'; readonly world: WorldId; readonly page: SettingsPage }

const PAGES: readonly string[] = [
  'agents',
  'world',
  'schedules',
  'providers',
  'window',
] satisfies SettingsPage[]

export function routeOf(path: string, hash: string): Route {
  const [first, world, section, last] = path
    .split('/')
    .filter((step) => step !== '')
    .map(decoded)
  if (first === 'start') return { at: 'start', code: hash.replace(/^#/, '') }
  if (first !== 'w' || !world) return { at: 'home' }
  const at = world as WorldId
  if (section === 'c' && last) return { at: 'chat', world: at, chat: last as ChatId }
  if (section === 'trash') return { at: 'trash', world: at }
  if (section === 'settings') {
    return {
      at: 'settings',
      world: at,
      page: last && PAGES.includes(last) ? (last as SettingsPage) : 'agents',
    }
  }
  return { at: 'world', world: at }
}

export const paths = {
  world: (world: WorldId) => `/w/${encodeURIComponent(world)}`,
  chat: (world: WorldId, chat: ChatId) => `/w/${encodeURIComponent(world)}/c/${encodeURIComponent(chat)}`,
  trash: (world: WorldId) => `/w/${encodeURIComponent(world)}/trash`,
  settings: (world: WorldId, page: SettingsPage) => `/w/${encodeURIComponent(world)}/settings/${page}`,
}

const listeners = new Set<() => void>()
let moves = 0

/** Remembers this moment; the answer is true as long as the person has not gone elsewhere since. */
export function sinceHere(): () => boolean {
  const then = moves
  return () => moves === then
}

export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  moves++
  if (path === location.pathname) return
  if (options.replace) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  for (const listener of listeners) listener()
}

export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.hash)
  const [path = '/', hash = ''] = address.split('#')
  return routeOf(path, hash)
}

function subscribe(listener: () => void): () => void {
  const onPop = () => {
    moves++
    listener()
  }
  listeners.add(listener)
  window.addEventListener('popstate', onPop)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', onPop)
  }
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
