import type { Approval, Attention, ChatId, Question } from './wire'

export interface Place {
  readonly chatId: ChatId
  readonly title: string
  readonly since: string
}

/** The same request, in the chats in which it waits, or a question of one chat. */
export type Request =
  | {
      readonly key: string
      readonly approval: Approval
      readonly waiting: readonly (Place & { readonly approval: Approval })[]
    }
  | { readonly key: string; readonly question: Question; readonly waiting: readonly Place[] }

/** What waits, the longest first. Approvals that allow the very same thing are one request. */
export function requestsOf(items: readonly Attention[]): readonly Request[] {
  const requests = new Map<string, Request>()
  for (const { chatId, title, since, approvals, questions } of items) {
    const place = { chatId, title, since }
    for (const approval of approvals) {
      const { tool, scope, arguments: given } = approval
      const key = JSON.stringify([tool, scope, given])
      const same = requests.get(key)
      const waiting = same && 'approval' in same ? same.waiting : []
      requests.set(key, {
        key,
        approval: same && 'approval' in same ? same.approval : approval,
        waiting: [...waiting, { ...place, approval }],
      })
    }
    for (const question of questions) {
      const key = `${chatId} ${question.id}`
      requests.set(key, { key, question, waiting: [place] })
    }
  }
  return [...requests.values()]
}
