import { useState, type FormEvent } from 'react'
import { useStore } from 'zustand'
import { inWords } from '../../chats/http'
import { oneLine } from '../../events/plain-text'
import { byActivity } from '../../events/status'
import type { ChatId, Schedule, World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Field, FormError, InputField } from '../../parts/field'

interface Props {
  world: World
  /** Nothing for a new one. */
  schedule: Schedule | undefined
  onClose: () => void
}

export function ScheduleForm({ world, schedule, onClose }: Props) {
  const { api, list } = useBench()
  const summaries = useStore(list.store)
  const chats = Object.values(summaries)
    .filter((chat) => chat.worldId === world.id && chat.deletedAt === undefined)
    .sort(byActivity)
  const [id, setId] = useState(schedule?.id ?? '')
  const [cron, setCron] = useState(schedule?.cron ?? '0 9 * * 1-5')
  const [chat, setChat] = useState<string>(schedule?.chatId ?? chats[0]?.id ?? '')
  const [text, setText] = useState(schedule?.text ?? '')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = async (change: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    try {
      await change()
      onClose()
    } catch (failure) {
      setError(inWords(failure))
      setBusy(false)
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const chatId = chat as ChatId
    void run(() =>
      schedule
        ? api.changeSchedule(world.id, schedule.id, {
            cron,
            text,
            ...(chatId !== schedule.chatId && { chatId }),
          })
        : api.createSchedule(world.id, { id: id.trim(), cron, chatId, text, enabled: true }),
    )
  }
  return (
    <form
      onSubmit={save}
      aria-label={schedule ? `Schedule ${schedule.id}` : 'New schedule'}
      className="space-y-4 rounded-xl border border-line-strong bg-raised p-4 shadow-card sm:p-5"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField
          label="Id"
          hint={schedule ? 'An id never changes.' : 'Lower-case letters, digits, - and _.'}
          value={id}
          required
          disabled={schedule !== undefined}
          maxLength={40}
          spellCheck={false}
          onChange={setId}
        />
        <InputField
          label="When"
          hint="Minute, hour, day of month, month, day of week: 0 9 * * 1-5."
          mono
          value={cron}
          required
          spellCheck={false}
          onChange={setCron}
        />
      </div>
      <Field label="Chat" hint={chats.length === 0 ? 'This world has no chat yet. Begin one first.' : ''}>
        {(field) => (
          <select
            id={field}
            className="field"
            value={chat}
            required
            onChange={(event) => setChat(event.target.value)}
          >
            {chats.map((each) => (
              <option key={each.id} value={each.id}>
                {oneLine(each.title)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Message">
        {(field) => (
          <textarea
            id={field}
            className="field min-h-24 resize-y"
            value={text}
            required
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <FormError error={error} />
      <div className="flex gap-2">
        {schedule && (
          <Button
            look="danger"
            disabled={busy}
            onClick={() => void run(() => api.deleteSchedule(world.id, schedule.id))}
          >
            Delete
          </Button>
        )}
        <span className="flex-1" />
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" disabled={busy || chat === ''}>
          {schedule ? 'Save' : 'Add schedule'}
        </Button>
      </div>
    </form>
  )
}
