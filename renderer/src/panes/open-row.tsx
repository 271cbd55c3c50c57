import type { OpenText } from '../events/view'
import type { WorldId } from '../events/wire'
import { GrowingMarkdown } from '../parts/markdown/markdown'
import { AgentHeading } from './message-row'
import { LiveReasoning, Reasoning } from './reasoning'
import { useAgentName } from './world-lookup'

/** A message as it is being written. */
export function OpenRow({ open, world }: { open: OpenText; world: WorldId }) {
  const name = useAgentName(world, open.agentId)
  return (
    <article
      data-testid="message"
      data-message-id={open.messageId}
      data-state="open"
      data-sender="agent"
      aria-label={`${name}, writing`}
      aria-busy="true"
      className="px-4 py-3 sm:px-6"
    >
      <div className="mx-auto max-w-[46rem]">
        <AgentHeading name={name} id={open.agentId} />
        {open.reasoning !== '' &&
          (open.text === '' ? (
            <LiveReasoning text={open.reasoning} startedAt={open.startedAt} />
          ) : (
            <Reasoning message={open.messageId} text={open.reasoning} />
          ))}
        {open.text !== '' && <GrowingMarkdown text={open.text} />}
      </div>
    </article>
  )
}
