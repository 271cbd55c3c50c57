import { useState } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import { costOf, tokensOf } from '../events/usage'
import type { BranchedFrom, ChatId, OwnTools, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Dots, Restore } from '../parts/icons'
import { BranchLink } from './branch-link'
import { ChatMenu } from './chat-menu'
import { PaneHeader } from './pane-header'
import { TitleField } from './title-field'
import { OwnToolsDialog } from './tools/own-tools-dialog'
import { OwnToolsMark } from './tools/own-tools-mark'

interface Props {
  chat: ChatId
  world: WorldId
  deleted: boolean
  branchedFrom: BranchedFrom | undefined
  ownTools: OwnTools
}

export function ChatHeader({ chat, world, deleted, branchedFrom, ownTools }: Props) {
  const { list, commands } = useBench()
  const [renaming, setRenaming] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const title = oneLine(useStore(list.store, (summaries) => summaries[chat]?.title) ?? '')
  const usage = useStore(list.store, (summaries) => summaries[chat]?.usage)
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
      {branchedFrom && !renaming && <BranchLink from={branchedFrom} />}
      <span className="flex-1" />
      {!deleted && <OwnToolsMark world={world} own={ownTools} onOpen={() => setChoosing(true)} />}
      {usage && (
        <span
          data-testid="chat-cost"
          title={`This chat: ${tokensOf(usage) ?? 'no token count'}`}
          className="px-1 text-xs whitespace-nowrap text-faint tabular-nums max-sm:hidden"
        >
          {costOf(usage)}
        </span>
      )}
      {deleted ? (
        <Button onClick={() => void commands.restore(chat)}>
          <Restore />
          In the trash · Restore
        </Button>
      ) : (
        <ChatMenu
          chat={chat}
          world={world}
          shown
          label="Chat menu"
          button={<Dots />}
          buttonClass="inline-flex size-8 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
          onRename={() => setRenaming(true)}
          onTools={() => setChoosing(true)}
        />
      )}
      {choosing && <OwnToolsDialog chat={chat} own={ownTools} onClose={() => setChoosing(false)} />}
    </PaneHeader>
  )
}
