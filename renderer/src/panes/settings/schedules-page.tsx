import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { inWords } from '../../chats/http'
import { oneLine } from '../../events/plain-text'
import type { Schedule, World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { FormError } from '../../parts/field'
import { Plus } from '../../parts/icons'
import { longTime } from '../../parts/times'
import { ScheduleForm } from './schedule-form'

const NEW = Symbol('a new schedule')

/** What a world sends by the clock, and when it does so next. */
export function SchedulesPage({ world }: { world: World }) {
  const { api } = useBench()
  const [items, setItems] = useState<readonly Schedule[]>()
  const [zone, setZone] = useState('')
  const [edited, setEdited] = useState<string | typeof NEW>()
  const [error, setError] = useState<string>()
  const load = useCallback(async () => {
    try {
      const found = await api.schedules(world.id)
      setItems(found.items)
      setZone(found.zone)
      setError(undefined)
    } catch (failure) {
      setError(inWords(failure))
    }
  }, [api, world.id])
  useEffect(() => void load(), [load, world.version])
  const close = () => {
    setEdited(undefined)
    void load()
  }
  const turn = async (schedule: Schedule) => {
    try {
      await api.changeSchedule(world.id, schedule.id, { enabled: !schedule.enabled })
      await load()
    } catch (failure) {
      setError(inWords(failure))
    }
  }
  return (
    <div className="space-y-3">
      <div className="flex items-center gap-4">
        <p className="flex-1 text-sm text-muted">
          A schedule writes to a chat by the clock{zone && ` (${zone})`}. It passes over a chat that is busy,
          and catches up on nothing.
        </p>
        <Button look="primary" onClick={() => setEdited(NEW)} disabled={edited === NEW}>
          <Plus className="size-3.5" /> New schedule
        </Button>
      </div>
      <FormError error={error} />
      {edited === NEW && <ScheduleForm world={world} schedule={undefined} onClose={close} />}
      {items?.length === 0 && edited !== NEW && (
        <p className="rounded-xl border border-dashed border-line-strong px-4 py-10 text-center text-muted">
          Nothing is planned in this world.
        </p>
      )}
      <ul className="space-y-2">
        {items?.map((schedule) => (
          <li key={schedule.id}>
            {edited === schedule.id ? (
              <ScheduleForm world={world} schedule={schedule} onClose={close} />
            ) : (
              <ScheduleRow
                schedule={schedule}
                onTurn={() => void turn(schedule)}
                onEdit={() => setEdited(schedule.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function ScheduleRow({
  schedule,
  onTurn,
  onEdit,
}: {
  schedule: Schedule
  onTurn: () => void
  onEdit: () => void
}) {
  const chat = useStore(useBench().list.store, (chats) => chats[schedule.chatId])
  return (
    <div
      data-testid="schedule"
      className="flex items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3"
    >
      <input
        type="checkbox"
        className="accent-accent"
        aria-label={`${schedule.id} is on`}
        checked={schedule.enabled}
        onChange={onTurn}
      />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {schedule.id} <span className="font-normal text-faint">{schedule.words}</span>
        </p>
        <p className="truncate text-sm text-muted">{oneLine(schedule.text)}</p>
        <p className="truncate text-xs text-faint">
          {chat && chat.deletedAt === undefined
            ? `To “${oneLine(chat.title)}”`
            : 'Its chat is not here any more'}
          {schedule.next && ` · next on ${longTime(schedule.next)}`}
        </p>
      </div>
      <Button onClick={onEdit} aria-label={`Edit ${schedule.id}`}>
        Edit
      </Button>
    </div>
  )
}
