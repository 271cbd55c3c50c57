import { useStore } from 'zustand'
import { OUTCOMES } from '../../events/tool-words'
import type { ChatView } from '../../events/view'
import type { ChatId, RunningTool, ToolCall, ToolOutcome } from '../../events/wire'
import { useBench } from '../../parts/bench'

/** What a tool call does or came to. `requested`: nothing yet. */
export type CallState = 'requested' | 'approval' | 'question' | 'running' | ToolOutcome

export const WORDS: Readonly<Record<CallState, string>> = {
  requested: 'Requested',
  approval: 'Waits for you',
  question: 'Waits for your answer',
  running: 'Running',
  ...OUTCOMES,
}

export function useCallState(chat: ChatId, call: ToolCall): CallState {
  return useStore(useBench().stores.of(chat), ({ view }) => call.result?.outcome ?? openState(view, call))
}

/** The call while it runs, with what it has put out. */
export function useRunning(chat: ChatId, call: ToolCall): RunningTool | undefined {
  return useStore(useBench().stores.of(chat), ({ view }) =>
    call.result ? undefined : view.tools.find((tool) => tool.toolCallId === call.id),
  )
}

function openState({ approvals, questions, tools }: ChatView, { id }: ToolCall): CallState {
  if (approvals.some((approval) => approval.id === id)) return 'approval'
  if (questions.some((question) => question.toolCallId === id)) return 'question'
  return tools.some((tool) => tool.toolCallId === id) ? 'running' : 'requested'
}
