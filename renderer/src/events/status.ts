import type { ChatView } from './view'
import type { ChatStatus, ChatSummary } from './wire'

export interface Activity {
  readonly status: ChatStatus
  readonly reason?: string
  readonly place?: number
}

const RUNNING: ReadonlySet<ChatStatus> = new Set(['tool', 'writing', 'thinking', 'waiting'])
const NEEDS_PERSON: ReadonlySet<ChatStatus> = new Set(['approval', 'question'])

export function isRunning(status: ChatStatus): boolean {
  return RUNNING.has(status)
}

/** Whether its turn waits for a person's word. */
export function needsWord({ deletedAt, status }: ChatSummary): boolean {
  return deletedAt === undefined && NEEDS_PERSON.has(status)
}

/** How many of these chats have a turn that could be stopped. */
export function runningAmong(chats: readonly ChatSummary[]): number {
  return chats.filter(
    ({ deletedAt, status }) => deletedAt === undefined && (isRunning(status) || NEEDS_PERSON.has(status)),
  ).length
}

/** What the running turn does, from what is on screen; the server's word counts where the screen cannot tell. */
export function activityOf(view: ChatView): Activity | undefined {
  if (!view.turn) return undefined
  const { live } = view
  const waiting = view.approvals[0]
  if (waiting) return { status: 'approval', reason: waiting.summary }
  const asked = view.questions[0]
  if (asked) return { status: 'question', reason: asked.text }
  const tool = view.tools[0]
  if (tool) return { status: 'tool', reason: tool.tool }
  if (live && (NEEDS_PERSON.has(live.status) || live.status === 'tool')) return live
  const open = view.open.filter((text) => !text.ended)
  if (open.some((text) => text.text !== '' || text.calls.length > 0)) return { status: 'writing' }
  if (open.some((text) => text.reasoning !== '')) return { status: 'thinking' }
  if (live?.status === 'waiting') return live
  return { status: open.length > 0 ? 'thinking' : 'waiting' }
}

export function isUnread(summary: ChatSummary): boolean {
  return summary.newsSeq > summary.seenSeq
}

export type Group = 'needs-you' | 'working' | 'recent'

/** Needs you: a question, an approval, an unseen failure or an unseen answer. */
export function groupOf(summary: ChatSummary): Group {
  if (NEEDS_PERSON.has(summary.status)) return 'needs-you'
  if (isRunning(summary.status)) return 'working'
  if (isUnread(summary)) return 'needs-you'
  return summary.status === 'queued' ? 'working' : 'recent'
}

export interface Grouped {
  readonly group: Group
  readonly chats: readonly ChatSummary[]
}

const GROUPS: readonly Group[] = ['needs-you', 'working', 'recent']

/** The chats that are not in the trash, by group; empty groups are left out. */
export function grouped(chats: readonly ChatSummary[]): readonly Grouped[] {
  const live = chats.filter((chat) => chat.deletedAt === undefined).sort(byActivity)
  return GROUPS.map((group) => {
    const chats = live.filter((chat) => groupOf(chat) === group)
    return { group, chats: group === 'working' ? chats.sort(byBirth) : chats }
  }).filter((entry) => entry.chats.length > 0)
}

/** Working chats change all the time; ordering them by activity would move them under the pointer. */
function byBirth(a: ChatSummary, b: ChatSummary): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1
  return a.id < b.id ? 1 : -1
}

export function byActivity(a: ChatSummary, b: ChatSummary): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1
  return a.id < b.id ? 1 : -1
}

export interface WorldSum {
  readonly needsYou: number
  readonly working: number
  readonly strongest: ChatSummary | undefined
}

const STRENGTH: readonly ChatStatus[] = [
  'approval',
  'question',
  'tool',
  'writing',
  'thinking',
  'waiting',
  'queued',
  'failed',
  'stopped',
  'idle',
]

export function sumOf(chats: readonly ChatSummary[]): WorldSum {
  let strongest: ChatSummary | undefined
  let needsYou = 0
  let working = 0
  for (const chat of chats) {
    if (chat.deletedAt !== undefined) continue
    const group = groupOf(chat)
    if (group === 'needs-you') needsYou++
    if (group === 'working') working++
    if (!strongest || STRENGTH.indexOf(chat.status) < STRENGTH.indexOf(strongest.status)) strongest = chat
  }
  return { needsYou, working, strongest }
}

/** Nobody has written in it yet: New chat goes there instead of making another one. */
export function isUntouched(chat: ChatSummary): boolean {
  return chat.lastSeq <= 1 && chat.titleSource === 'none' && chat.deletedAt === undefined
}
