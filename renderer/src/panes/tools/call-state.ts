import { useStore } from 'zustand'
import { OUTCOMES } from '../../events/tool-words'
import { isWritten, type ShownCall } from '../../events/tools'
import type { ChatView } from '../../events/view'
import type { ChatId, RunningTool, ToolCall, ToolOutcome } from '../../events/wire'
import { useBench } from '../../parts/bench'

/** What a tool call does or came to. `writing`: its model still writes it. `requested`: nothing yet. */
export type CallState = 'writing' | 'requested' | 'approval' | 'question' | 'running' | ToolOutcome

export const WORDS: Readonly<Record<CallState, string>> = {
  writing: 'Writing',
  requested: 'Requested',
  approval: 'Waits for you',
  question: 'Waits for your answer',
  running: 'Running',
  ...OUTCOMES,
}

export function useCallState(chat: ChatId, call: ShownCall): CallState {
  return useStore(useBench().stores.of(chat), ({ view }) =>
    isWritten(call) ? 'writing' : (call.result?.outcome ?? openState(view, call)),
  )
}

/** The call while it runs, with what it has put out. */
export function useRunning(chat: ChatId, call: ShownCall): RunningTool | undefined {
  return useStore(useBench().stores.of(chat), ({ view }) =>
    isWritten(call) || call.result ? undefined : view.tools.find((tool) => tool.toolCallId === call.id),
  )
}

function openState({ approvals, questions, tools }: ChatView, { id }: ToolCall): CallState {
  if (approvals.some((approval) => approval.id === id)) return 'approval'
  if (questions.some((question) => question.toolCallId === id)) return 'question'
  return tools.some((tool) => tool.toolCallId === id) ? 'running' : 'requested'
}
