import type { OwnTools, ToolMode } from './wire'

/** The modes of tools. */
export const STRICTEST_FIRST: readonly ToolMode[] = ['read', 'ask', 'auto']
const WORDS: Readonly<Record<ToolMode, string>> = { read: 'Read only', ask: 'Asks first', auto: 'Auto' }

/** How a chat's tools differ from its world's, in a few words; undefined when nothing does. */
export function ownToolsInWords({ mode, ownCopy }: OwnTools, world: ToolMode): string | undefined {
  const narrowed = mode && STRICTEST_FIRST.indexOf(mode) < STRICTEST_FIRST.indexOf(world)
  const words = [...(narrowed ? [WORDS[mode]] : []), ...(ownCopy ? ['Private copy'] : [])]
  return words.length > 0 ? words.join(' · ') : undefined
}
