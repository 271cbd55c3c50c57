import { useState } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import type { ChatId, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { DropMenu, MenuEntry, MenuLine } from '../parts/drop-menu'
import { Dots, Pencil, Restore, Trash } from '../parts/icons'
import { navigate, paths, sinceHere } from '../parts/navigation'
import { PaneHeader } from './pane-header'
import { TitleField } from './title-field'

interface Props {
  chat: ChatId
  world: WorldId
  deleted: boolean
}

export function ChatHeader({ chat, world, deleted }: Props) {
  const { list, commands } = useBench()
  const [renaming, setRenaming] = useState(false)
  const title = oneLine(useStore(list.store, (summaries) => summaries[chat]?.title) ?? '')
  const remove = async () => {
    const stillHere = sinceHere()
    if ((await commands.remove(chat)) && stillHere()) navigate(paths.world(world))
  }
  return (
    <PaneHeader>
      {renaming ? (
        <TitleField
          title={title}
          label="Chat title"
          className="max-w-md"
          onDone={(next) => {
            setRenaming(false)
            if (next) void commands.rename(chat, next)
          }}
        />
      ) : (
        <h1 className="min-w-0 truncate text-base font-semibold tracking-tight" title={title}>
          <button
            type="button"
            title="Rename"
            onClick={() => setRenaming(true)}
            className="max-w-full truncate rounded-md px-1 hover:bg-hover"
          >
            {title}
          </button>
        </h1>
      )}
      <span className="flex-1" />
      {deleted ? (
        <Button onClick={() => void commands.restore(chat)}>
          <Restore />
          In the trash · Restore
        </Button>
      ) : (
        <DropMenu
          label="Chat menu"
          button={<Dots />}
          buttonClass="inline-flex size-8 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
        >
          <MenuEntry onPick={() => setRenaming(true)}>
            <Pencil /> Rename
          </MenuEntry>
          <MenuLine />
          <MenuEntry tone="bad" onPick={() => void remove()}>
            <Trash /> Delete
          </MenuEntry>
        </DropMenu>
      )}
    </PaneHeader>
  )
}
