import { useState } from 'react'
import type { ChatId, Message, MessageId, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { IconButton } from '../parts/button'
import { CopyButton } from '../parts/copy-button'
import { DropMenu, MenuEntry, MenuLine } from '../parts/drop-menu'
import { Again, Branch, Dots, Pencil, Rewind } from '../parts/icons'
import { navigate, paths, sinceHere } from '../parts/navigation'

interface Props {
  chat: ChatId
  world: WorldId
  message: Message
  text: string
}

/** What can be done with one message. Whatever takes something out can be undone until the next message goes in. */
export function MessageActions({ chat, world, message, text }: Props) {
  const { commands, edits } = useBench()
  const [asking, setAsking] = useState(false)
  const branch = useBranch(chat, world)
  const regenerate = () => {
    setAsking(true)
    void commands.regenerate(chat, message.id).then(() => setAsking(false))
  }
  return (
    <>
      {text !== '' && <CopyButton text={() => text} label="Copy message" />}
      {isPersons(message) && (
        <IconButton
          label="Edit message"
          size="small"
          onClick={() => edits.begin(chat, message.id, 'sent', text)}
        >
          <Pencil className="size-3.5" />
        </IconButton>
      )}
      {message.sender !== 'system' && (
        <IconButton
          label={message.sender === 'agent' ? 'Regenerate answer' : 'Ask again'}
          size="small"
          disabled={asking}
          onClick={regenerate}
        >
          <Again className="size-3.5" />
        </IconButton>
      )}
      <DropMenu
        label="More for this message"
        align={isPersons(message) ? 'end' : 'start'}
        button={<Dots className="size-3.5" />}
        buttonClass="inline-flex size-7 items-center justify-center rounded-md text-faint transition-colors hover:bg-hover hover:text-ink data-[open=true]:bg-hover"
      >
        <MenuEntry onPick={() => void branch(message.id)}>
          <Branch /> Branch from here
        </MenuEntry>
        <MenuLine />
        <MenuEntry tone="bad" onPick={() => void commands.rewind(chat, message.id)}>
          <Rewind /> Delete from here
        </MenuEntry>
      </DropMenu>
    </>
  )
}

/** Written by a person, or in a person's stead. */
function isPersons({ sender }: Message): boolean {
  return sender === 'human' || sender === 'world'
}

/** Makes a branch and goes there, unless the person went elsewhere meanwhile. */
function useBranch(chat: ChatId, world: WorldId) {
  const { commands } = useBench()
  return async (message: MessageId) => {
    const stillHere = sinceHere()
    const made = await commands.branch(chat, message)
    if (made && stillHere()) navigate(paths.chat(world, made.id))
  }
}
