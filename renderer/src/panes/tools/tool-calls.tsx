import { isWritten, toolCallsOf } from '../../events/tools'
import type { ChatId } from '../../events/wire'
import { isOpen, type Row } from '../rows'
import { ToolCard } from './tool-card'

interface Props {
  chat: ChatId
  row: Row
}

/**
 * What an agent asks tools for in a message, in its order. A call keeps its card from its first character on, so that
 * nothing moves or folds when it stands complete.
 */
export function ToolCalls({ chat, row }: Props) {
  const calls = isOpen(row) ? row.calls : toolCallsOf(row)
  if (calls.length === 0) return null
  return (
    <ul aria-label="Tool calls" className="mt-2 space-y-1.5">
      {calls.map((call, at) => (
        <li key={isWritten(call) ? call.index : at}>
          <ToolCard chat={chat} call={call} />
        </li>
      ))}
    </ul>
  )
}
