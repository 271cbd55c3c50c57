import type { ReactNode } from 'react'
import { IconButton } from '../parts/button'
import { Menu } from '../parts/icons'
import { toggleDrawer } from '../parts/drawer'

/** The line on top of a pane; on a narrow window it opens the side list. */
export function PaneHeader({ children }: { children: ReactNode }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 px-3 md:px-5">
      <IconButton label="Show chats" className="md:hidden" onClick={toggleDrawer}>
        <Menu />
      </IconButton>
      {children}
    </header>
  )
}
