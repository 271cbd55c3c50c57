import { memo, useState } from 'react'
import { oneLine } from '../events/plain-text'
import { isUnread } from '../events/status'
import type { ChatSummary } from '../events/wire'
import { useBench } from '../parts/bench'
import { closeDrawer } from '../parts/drawer'
import { Dots } from '../parts/icons'
import { LinkTo } from '../parts/link-to'
import { paths } from '../parts/navigation'
import { StatusMark } from '../parts/status-mark'
import { RelativeTime } from '../parts/times'
import { ChatMenu } from './chat-menu'
import { TitleField } from './title-field'

interface Props {
  chat: ChatSummary
  shown: boolean
}

/** One chat of the side list. */
export const ChatRow = memo(function ChatRow({ chat, shown }: Props) {
  const { commands, foresight } = useBench()
  const [renaming, setRenaming] = useState(false)
  const unread = isUnread(chat)
  const title = oneLine(chat.title)
  if (renaming) {
    return (
      <li className="px-1 py-0.5">
        <TitleField
          title={title}
          label="Chat title"
          onDone={(next) => {
            setRenaming(false)
            if (next) void commands.rename(chat.id, next)
          }}
        />
      </li>
    )
  }
  return (
    <li
      data-testid="chat-list-item"
      data-chat-id={chat.id}
      data-status={chat.status}
      data-unread={unread}
      className="group/chat relative"
    >
      <LinkTo
        href={paths.chat(chat.worldId, chat.id)}
        follows="press"
        aria-current={shown ? 'page' : undefined}
        title={chat.reason ? `${title}\n${oneLine(chat.reason)}` : title}
        onClick={closeDrawer}
        onDoubleClick={() => setRenaming(true)}
        onPointerOver={() => foresight.at(chat.id)}
        onPointerLeave={() => foresight.off(chat.id)}
        onFocus={() => foresight.at(chat.id)}
        onBlur={() => foresight.off(chat.id)}
        onKeyDown={(event) => {
          if (event.key === 'F2') setRenaming(true)
        }}
        className={`flex h-8 items-center gap-2 rounded-lg pr-2 pl-2 outline-offset-[-2px] ${shown ? 'bg-hover' : 'hover:bg-hover/60'}`}
      >
        <StatusMark status={chat.status} unread={unread} queued={chat.queued} />
        <span className={`min-w-0 flex-1 truncate ${unread ? 'font-semibold' : ''}`}>{title}</span>
        {chat.queued > 0 && (
          <span
            className="rounded-full bg-hover px-1.5 text-2xs text-muted tabular-nums"
            title={`${chat.queued} queued`}
            aria-hidden="true"
          >
            +{chat.queued}
          </span>
        )}
        <span className="text-xs text-faint tabular-nums group-focus-within/chat:invisible group-hover/chat:invisible">
          <RelativeTime at={chat.updatedAt} />
        </span>
      </LinkTo>
      <ChatMenu
        chat={chat.id}
        world={chat.worldId}
        shown={shown}
        label={`Menu of ${title}`}
        button={<Dots className="size-3.5" />}
        buttonClass="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-md text-muted opacity-0 group-focus-within/chat:opacity-100 group-hover/chat:opacity-100 hover:bg-hover hover:text-ink data-[open=true]:opacity-100"
        onRename={() => setRenaming(true)}
      />
    </li>
  )
})
