import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { oneLine } from '../events/plain-text'
import type { Agent } from '../events/wire'
import { agentsLike, typedMention, withMention } from './mentions'
import { Monogram } from './monogram'

interface Typing {
  readonly agents: readonly Agent[]
  readonly text: string
  readonly caret: number
  readonly onPick: (text: string, caret: number) => void
}

/** Offers the agents that an `@` being typed could mean. */
export function useMentionMenu({ agents, text, caret, onPick }: Typing) {
  const id = useId()
  const [marked, setMarked] = useState(0)
  const [dismissed, setDismissed] = useState<number>()
  const mention = typedMention(text, caret)
  const offered = mention && mention.from !== dismissed ? agentsLike(agents, mention.word) : []
  const key = `${mention?.from} ${mention?.word}`
  useEffect(() => setMarked(0), [key])
  useEffect(() => {
    if (!mention) setDismissed(undefined)
  }, [mention])

  const at = Math.min(marked, offered.length - 1)
  const pick = (agent: Agent) => {
    if (!mention) return
    const next = withMention(text, mention, agent.id)
    onPick(next.text, next.caret)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setMarked((at + 1) % offered.length),
    ArrowUp: () => setMarked((at + offered.length - 1) % offered.length),
    Enter: () => pick(offered[at] as Agent),
    Tab: () => pick(offered[at] as Agent),
    Escape: () => setDismissed(mention?.from),
  }
  return {
    /** True when the key was the menu's. */
    onKeyDown(event: KeyboardEvent): boolean {
      const act = keys[event.key]
      if (offered.length === 0 || !act || event.shiftKey || event.nativeEvent.isComposing) return false
      event.preventDefault()
      act()
      return true
    },
    field: {
      'aria-autocomplete': 'list' as const,
      ...(offered.length > 0 && { 'aria-controls': id, 'aria-activedescendant': `${id}-${at}` }),
    },
    menu: offered.length > 0 && (
      <ul
        id={id}
        role="listbox"
        aria-label="Agents"
        className="absolute bottom-full left-2 z-10 mb-1 w-72 max-w-full overflow-hidden rounded-xl border border-line bg-raised py-1 shadow-float"
      >
        {offered.map((agent, index) => (
          <li
            key={agent.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault()
              pick(agent)
            }}
            className={`flex cursor-default items-center gap-2 px-3 py-1.5 text-sm ${index === at ? 'bg-hover' : ''}`}
          >
            <Monogram name={oneLine(agent.name)} id={agent.id} />
            <span className="truncate">{oneLine(agent.name)}</span>
            <span className="ml-auto text-faint">@{agent.id}</span>
          </li>
        ))}
      </ul>
    ),
  }
}
