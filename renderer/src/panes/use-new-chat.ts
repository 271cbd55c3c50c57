import { useCallback } from 'react'
import type { WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { closeDrawer } from '../parts/drawer'
import { navigate, paths, sinceHere } from '../parts/navigation'

/** Goes to a fresh chat of a world, unless the person went elsewhere while it was being made. */
export function useNewChat(): (world: WorldId) => Promise<void> {
  const { commands } = useBench()
  return useCallback(
    async (world) => {
      const stillHere = sinceHere()
      const chat = await commands.newChat(world)
      if (!chat || !stillHere()) return
      navigate(paths.chat(world, chat))
      closeDrawer()
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-autofocus]')?.focus())
    },
    [commands],
  )
}
