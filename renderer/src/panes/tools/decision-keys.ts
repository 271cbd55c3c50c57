import type { KeyboardEvent } from 'react'

const DECISIONS: Readonly<Record<string, 'allow' | 'allow-chat' | 'deny'>> = {
  a: 'allow',
  c: 'allow-chat',
  d: 'deny',
}

/** What a key decides about a call that waits; one that is held down decides once. */
export function decisionOf(event: KeyboardEvent): 'allow' | 'allow-chat' | 'deny' | undefined {
  const { key, altKey, ctrlKey, metaKey, repeat } = event
  if (altKey || ctrlKey || metaKey || repeat || event.defaultPrevented) return undefined
  return DECISIONS[key.toLowerCase()]
}
