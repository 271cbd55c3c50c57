import type { ReactNode } from 'react'
import type { ChatId, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { DropMenu, MenuEntry, MenuLine } from '../parts/drop-menu'
import { Gear, Pencil, Trash } from '../parts/icons'
import { navigate, paths, sinceHere } from '../parts/navigation'

interface Props {
  chat: ChatId
  world: WorldId
  /** Whether the window shows this chat, so that deleting it leads back to its world. */
  shown: boolean
  label: string
  button: ReactNode
  buttonClass: string
  onRename: () => void
  onTools?: () => void
}

/** What can be done with a chat as a whole. */
export function ChatMenu({ chat, world, shown, label, button, buttonClass, onRename, onTools }: Props) {
  const { commands } = useBench()
  const remove = async () => {
    const stillHere = sinceHere()
    if ((await commands.remove(chat)) && shown && stillHere()) navigate(paths.world(world))
  }
  return (
    <DropMenu label={label} button={button} buttonClass={buttonClass}>
      <MenuEntry onPick={onRename}>
        <Pencil /> Rename
      </MenuEntry>
      {onTools && (
        <MenuEntry onPick={onTools}>
          <Gear /> Tools of this chat
        </MenuEntry>
      )}
      <MenuLine />
      <MenuEntry tone="bad" onPick={() => void remove()}>
        <Trash /> Delete
      </MenuEntry>
    </DropMenu>
  )
}
