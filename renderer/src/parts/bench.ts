import { createContext, use } from 'react'
import type { Workbench } from '../chats/workbench'

export const BenchContext = createContext<Workbench | undefined>(undefined)

export function useBench(): Workbench {
  const bench = use(BenchContext)
  if (!bench) throw new Error('no workbench around this pane')
  return bench
}
