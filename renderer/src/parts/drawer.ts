import { createStore } from 'zustand/vanilla'

/** Whether the side list lies over a narrow window. */
export const drawer = createStore<boolean>(() => false)

export function toggleDrawer(): void {
  drawer.setState((open) => !open, true)
}

export function closeDrawer(): void {
  drawer.setState(false, true)
}
