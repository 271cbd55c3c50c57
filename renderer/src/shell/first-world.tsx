import { useState } from 'react'
import { NewWorld } from '../panes/new-world'
import { Button } from '../parts/button'
import { Bell } from '../parts/icons'

/** Shown when there is no world at all. */
export function FirstWorld() {
  const [making, setMaking] = useState(false)
  return (
    <main className="flex h-full flex-col items-center justify-center px-6 pb-16 text-center">
      <Bell className="mb-5 size-10 text-accent" />
      <h1 className="text-xl font-semibold tracking-tight">A world to work in</h1>
      <p className="mt-2 max-w-md text-muted">
        A world holds agents and your chats with them. Chats run side by side, and none waits for another.
      </p>
      <Button look="primary" className="mt-6 h-9 px-4" onClick={() => setMaking(true)}>
        Create a world
      </Button>
      {making && <NewWorld onClose={() => setMaking(false)} />}
    </main>
  )
}
