import type { ChatView, OpenText } from './view'
import type {
  FactEvent,
  Message,
  Part,
  ToolArgumentsEvent,
  ToolCall,
  ToolImage,
  ToolOutputEvent,
  ToolReturn,
  WrittenCall,
} from './wire'

/** A call that was asked for, or one that is still being written. */
export type ShownCall = ToolCall | WrittenCall

export function isWritten(call: ShownCall): call is WrittenCall {
  return 'index' in call
}

/** Undefined when a piece before it is missing. */
export function withArguments(open: OpenText, more: ToolArgumentsEvent): OpenText | undefined {
  const { index, tool, offset } = more
  const known = open.calls.find((call) => call.index === index)?.text ?? ''
  if (offset > known.length) return undefined
  const text = known.slice(0, offset) + more.text
  const earlier = open.calls.filter((call) => call.index < index)
  const later = offset === 0 ? [] : open.calls.filter((call) => call.index > index)
  return { ...open, calls: [...earlier, ...(text === '' ? [] : [{ index, tool, text }]), ...later] }
}

export function afterToolStarted(view: ChatView, fact: FactEvent & { kind: 'tool-started' }): ChatView {
  const { toolCallId, turnId, agentId, tool, at } = fact
  return { ...view, tools: [...view.tools, { toolCallId, turnId, agentId, tool, startedAt: at, text: '' }] }
}

/** Output of a tool that does not run is late. */
export function afterToolOutput(view: ChatView, output: ToolOutputEvent): ChatView {
  const at = view.tools.findIndex((tool) => tool.toolCallId === output.toolCallId)
  const tool = view.tools[at]
  if (!tool) return view
  if (output.offset > tool.text.length) return { ...view, gap: true }
  const text = tool.text.slice(0, output.offset) + output.text
  return { ...view, tools: view.tools.with(at, { ...tool, text }) }
}

export function afterToolEnded(view: ChatView, fact: FactEvent & { kind: 'tool-ended' }): ChatView {
  const { messageId, toolCallId, result } = fact
  const at = view.messages.findLastIndex((message) => message.id === messageId)
  const message = view.messages[at]
  return {
    ...view,
    tools: view.tools.filter((tool) => tool.toolCallId !== toolCallId),
    messages: message
      ? view.messages.with(at, {
          ...message,
          parts: message.parts.map((part) =>
            part.type === 'tool-call' && part.id === toolCallId ? { ...part, result } : part,
          ),
        })
      : view.messages,
    live: view.live?.status === 'tool' ? undefined : view.live,
  }
}

/** What an agent asked tools for in a message, in its order. */
export function toolCallsOf(message: Message): readonly ToolCall[] {
  return message.parts.filter(isToolCall)
}

const MOST_IMAGES = 4
const MOST_IMAGE_BYTES = 256 * 1024
const MOST_PIXELS = 25_000_000
const IMAGE_TYPES: ReadonlySet<unknown> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** The images of a result that can be shown; whatever else stands there is passed over. */
export function imagesOf(result: ToolReturn | undefined): readonly ToolImage[] {
  const images: unknown = result?.images
  return Array.isArray(images) ? images.filter(isImage).slice(0, MOST_IMAGES) : []
}

function isImage(image: unknown): image is ToolImage {
  if (typeof image !== 'object' || image === null) return false
  const { id, type, bytes, width, height } = image as Readonly<Record<string, unknown>>
  const named = typeof id === 'string' && /^[\w-]{1,64}$/.test(id) && IMAGE_TYPES.has(type)
  if (!named || !isSize(bytes) || !isSize(width) || !isSize(height)) return false
  return bytes <= MOST_IMAGE_BYTES && width * height <= MOST_PIXELS
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function isToolCall(part: Part): part is ToolCall {
  return (
    part.type === 'tool-call' &&
    [part.id, part.tool, part.arguments].every((text) => typeof text === 'string')
  )
}
