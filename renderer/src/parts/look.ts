import { createStore } from 'zustand/vanilla'

export type Look = 'system' | 'light' | 'dark'
export const LOOKS: readonly Look[] = ['system', 'light', 'dark']

const KEY = 'carillon.look'

/** What the person chose; `system` follows the computer. */
export const look = createStore<Look>(() => kept())

export function chooseLook(chosen: Look): void {
  look.setState(chosen, true)
  localStorage.setItem(KEY, chosen)
}

/** Keeps the page's colours in step with the choice and the computer. */
export function followLook(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const chosen = look.getState()
    const shown = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen
    document.documentElement.dataset['look'] = shown
  }
  look.subscribe(apply)
  dark.addEventListener('change', apply)
  apply()
}

function kept(): Look {
  const chosen = localStorage.getItem(KEY)
  return LOOKS.find((each) => each === chosen) ?? 'system'
}
