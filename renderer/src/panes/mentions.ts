import { asOneWord } from '../events/audience'
import type { Agent } from '../events/wire'

/** An `@word` whose end is at the caret. */
export interface TypedMention {
  /** Where its `@` is. */
  readonly from: number
  readonly word: string
}

const MOST = 6

export function typedMention(text: string, caret: number): TypedMention | undefined {
  const word = /(?:^|[\s(])@([\p{L}\p{M}\p{N}_-]*)$/u.exec(text.slice(0, caret))?.[1]
  return word === undefined ? undefined : { from: caret - word.length - 1, word }
}

/** Agents whose id or name begins with what was typed, then those that contain it; none when nothing is left to type. */
export function agentsLike(agents: readonly Agent[], word: string): readonly Agent[] {
  const wanted = word.toLowerCase()
  const rank = (agent: Agent) => {
    const places = [agent.id, asOneWord(agent.name)].map((name) => name.indexOf(wanted))
    return places.includes(0) ? 0 : places.some((place) => place > 0) ? 1 : 2
  }
  const like = agents.filter((agent) => rank(agent) < 2).sort((a, b) => rank(a) - rank(b))
  return like.length === 1 && like[0]?.id === wanted ? [] : like.slice(0, MOST)
}

/** The text with the agent's id in place of what was typed, and the caret behind it. */
export function withMention(
  text: string,
  mention: TypedMention,
  id: string,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, mention.from)}@${id} `
  const after = text.slice(mention.from + 1 + mention.word.length).replace(/^ /, '')
  return { text: before + after, caret: before.length }
}
