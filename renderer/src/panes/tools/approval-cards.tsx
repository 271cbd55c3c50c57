import type { ChatView } from '../../events/view'
import type { ChatId, WorldId } from '../../events/wire'
import { ApprovalCard } from './approval-card'

interface Props {
  chat: ChatId
  world: WorldId
  view: ChatView
}

/** The tool calls of a chat that wait for a person, until somebody has decided, in this window or elsewhere. */
export function ApprovalCards({ chat, world, view }: Props) {
  const { approvals } = view
  if (approvals.length === 0) return null
  return (
    <section aria-label="Approvals" className="mb-2 max-h-[50vh] space-y-2 overflow-y-auto rounded-2xl">
      {approvals.map((approval) => (
        <ApprovalCard key={approval.id} chat={chat} world={world} approval={approval} />
      ))}
    </section>
  )
}
