import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { oneLine } from '../events/plain-text'
import type { ChatId, Queued } from '../events/wire'
import { useBench } from '../parts/bench'
import { IconButton } from '../parts/button'
import { Bolt, Cross, Pencil, Steer } from '../parts/icons'
import { InlineEditor } from './inline-editor'

interface Props {
  chat: ChatId
  queued: Queued
  /** In the queue, from 1. */
  place: number
  /** Whether there is a turn to steer. */
  running: boolean
}

/** One message that waits, and what can still be done with it. */
export function QueueChip({ chat, queued, place, running }: Props) {
  const { edits } = useBench()
  const edited = useStore(
    edits.of(chat),
    (edit) => edit?.of === 'queued' && edit.message === queued.messageId,
  )
  return (
    <li
      data-testid="queue-chip"
      data-message-id={queued.messageId}
      data-mode={queued.mode}
      className="flex min-h-9 items-center gap-2 py-0.5 pr-1 pl-3 text-sm"
    >
      {edited ? (
        <ChipEditor chat={chat} queued={queued} />
      ) : (
        <>
          <span className="min-w-4 shrink-0 text-xs text-faint tabular-nums">{place}</span>
          {queued.mode === 'steer' && <Mark>steers</Mark>}
          <span className="min-w-0 flex-1 truncate" title={queued.text}>
            {oneLine(queued.text)}
          </span>
          <ChipActions chat={chat} queued={queued} running={running} />
        </>
      )}
    </li>
  )
}

function Mark({ children }: { children: ReactNode }) {
  return <span className="shrink-0 rounded-full bg-accent-soft px-2 text-xs text-accent">{children}</span>
}

function ChipActions({ chat, queued, running }: Omit<Props, 'place'>) {
  const { commands, edits } = useBench()
  const { messageId, mode, text } = queued
  const called = oneLine(text).slice(0, 60)
  return (
    <div className="flex shrink-0">
      <IconButton
        label={`Edit in queue: ${called}`}
        size="small"
        onClick={() => edits.begin(chat, messageId, 'queued', text)}
      >
        <Pencil className="size-3.5" />
      </IconButton>
      {running && mode !== 'steer' && (
        <IconButton
          label={`Steer with: ${called}`}
          size="small"
          onClick={() => void commands.changeQueued(chat, messageId, { mode: 'steer' })}
        >
          <Steer className="size-3.5" />
        </IconButton>
      )}
      <IconButton
        label={`Send now: ${called}`}
        size="small"
        onClick={() => void commands.changeQueued(chat, messageId, { mode: 'interrupt' })}
      >
        <Bolt className="size-3.5" />
      </IconButton>
      <IconButton
        label={`Remove from queue: ${called}`}
        size="small"
        onClick={() => void commands.withdraw(chat, messageId)}
      >
        <Cross className="size-3.5" />
      </IconButton>
    </div>
  )
}

function ChipEditor({ chat, queued }: Pick<Props, 'chat' | 'queued'>) {
  const { commands, edits } = useBench()
  const { messageId } = queued
  const cancel = () => edits.end(chat, messageId)
  const save = async () => {
    const edit = edits.of(chat).getState()
    if (edit && (await commands.changeQueued(chat, messageId, { text: edit.text }))) cancel()
  }
  return (
    <InlineEditor
      chat={chat}
      label="Edit queued message"
      className="my-1 -ml-2 w-full"
      note="It keeps its place in the queue."
      saveLabel="Save"
      onSave={() => void save()}
      onCancel={cancel}
    />
  )
}
