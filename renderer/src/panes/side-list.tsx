import type { ReactNode } from 'react'
import type { Route } from '../parts/navigation'
import type { ChatId, WorldId } from '../events/wire'
import { IconButton } from '../parts/button'
import { Bell, Gear, Plus, Search, Trash } from '../parts/icons'
import { LinkTo } from '../parts/link-to'
import { closeDrawer } from '../parts/drawer'
import { paths } from '../parts/navigation'
import { ChatGroups } from './chat-groups'
import { AttentionButton } from './tools/attention-button'
import { useNewChat } from './use-new-chat'
import { WorldMenu } from './world-menu'

interface Props {
  world: WorldId
  route: Route
  onSearch: () => void
  onAttention: () => void
}

/** All chats of a world with what they are doing, and the ways to everything else. */
export function SideList({ world, route, onSearch, onAttention }: Props) {
  const newChat = useNewChat()
  const shown: ChatId | undefined = route.at === 'chat' ? route.chat : undefined
  return (
    <div className="flex h-full flex-col bg-side">
      <header className="flex h-12 shrink-0 items-center gap-1 px-2">
        <LinkTo
          href={paths.world(world)}
          aria-label="Start page of this world"
          onClick={closeDrawer}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-accent hover:bg-hover"
        >
          <Bell className="size-5" />
        </LinkTo>
        <WorldMenu world={world} />
        <AttentionButton world={world} onOpen={onAttention} />
        <IconButton label="Search chats and commands (Ctrl+K)" onClick={onSearch}>
          <Search />
        </IconButton>
      </header>
      <div className="px-2 pt-1 pb-1">
        <button
          type="button"
          title="New chat (Ctrl+Shift+O)"
          onClick={() => void newChat(world)}
          className="flex h-9 w-full items-center gap-2 rounded-lg border border-line-strong bg-raised px-2.5 font-medium shadow-card transition-colors hover:bg-hover"
        >
          <Plus className="size-4 text-accent" />
          New chat
        </button>
      </div>
      <ChatGroups world={world} shown={shown} />
      <footer className="flex h-11 shrink-0 items-center gap-1 border-t border-line px-2 text-sm">
        <FootLink href={paths.settings(world, 'agents')} shown={route.at === 'settings'}>
          <Gear /> Settings
        </FootLink>
        <FootLink href={paths.trash(world)} shown={route.at === 'trash'}>
          <Trash /> Trash
        </FootLink>
      </footer>
    </div>
  )
}

function FootLink({ href, shown, children }: { href: string; shown: boolean; children: ReactNode }) {
  return (
    <LinkTo
      href={href}
      onClick={closeDrawer}
      aria-current={shown ? 'page' : undefined}
      className={`flex h-8 flex-1 items-center gap-2 rounded-lg px-2 text-muted hover:bg-hover hover:text-ink ${shown ? 'bg-hover text-ink' : ''}`}
    >
      {children}
    </LinkTo>
  )
}
