import { memo, useEffect, useMemo, useState } from 'react'
import type { Message, WorldId } from '../events/wire'
import { MessageRow } from './message-row'

interface Props {
  messages: readonly Message[]
  world: WorldId
  /** Show everything in the first frame, because the person was not at the end. */
  whole: boolean
}

const FIRST_FRAME = 6
const EACH_STEP = 60
const STEP_MS = 30
const SEQS_PER_PAGE = 128

/**
 * The finished messages. A chat opens with its last ones and fills in the rest step by step; pages let
 * the browser skip the layout of everything far away.
 */
export const SettledRows = memo(function SettledRows({ messages, world, whole }: Props) {
  const [most, setMost] = useState(whole ? Number.POSITIVE_INFINITY : FIRST_FRAME)
  const rest = messages.length > most
  useEffect(() => {
    // Not a transition: while other chats stream, urgent updates would put it off again and again.
    const step = () => setMost(rest ? most + EACH_STEP : Number.POSITIVE_INFINITY)
    const timer = setTimeout(step, STEP_MS)
    return () => clearTimeout(timer)
  }, [rest, most])
  const pages = useMemo(() => pagesOf(rest ? messages.slice(-most) : messages), [messages, rest, most])
  return pages.map((page) => <Page key={page.key} messages={page.messages} world={world} />)
})

interface PageOf {
  readonly key: number
  readonly messages: Message[]
}

/** By seq, so that a page keeps its messages whatever is loaded in front of it. */
function pagesOf(messages: readonly Message[]): readonly PageOf[] {
  const pages: PageOf[] = []
  for (const message of messages) {
    const key = Math.floor(message.seq / SEQS_PER_PAGE)
    const last = pages.at(-1)
    if (last?.key === key) last.messages.push(message)
    else pages.push({ key, messages: [message] })
  }
  return pages
}

const Page = memo(
  function Page({ messages, world }: { messages: readonly Message[]; world: WorldId }) {
    return (
      <div className="[contain-intrinsic-size:auto_6000px] [content-visibility:auto]">
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} world={world} />
        ))}
      </div>
    )
  },
  (before, after) =>
    before.world === after.world &&
    before.messages.length === after.messages.length &&
    before.messages.every((message, index) => message === after.messages[index]),
)
