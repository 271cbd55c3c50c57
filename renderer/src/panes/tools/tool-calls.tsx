import { toolCallsOf } from '../../events/tools'
import type { ChatId, Message } from '../../events/wire'
import { ToolCard } from './tool-card'

/** What an agent asked tools for in a message, in its order. */
export function ToolCalls({ chat, message }: { chat: ChatId; message: Message }) {
  const calls = toolCallsOf(message)
  if (calls.length === 0) return null
  return (
    <ul aria-label="Tool calls" className="mt-2 space-y-1.5">
      {calls.map((call) => (
        <li key={call.id}>
          <ToolCard chat={chat} call={call} />
        </li>
      ))}
    </ul>
  )
}
