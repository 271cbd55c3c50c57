import { useEffect, useState, type FormEvent } from 'react'
import { inWords } from '../chats/http'
import { oneLine } from '../events/plain-text'
import type { Template } from '../events/wire'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Dialog } from '../parts/dialog'
import { FormError, InputField } from '../parts/field'
import { navigate, paths } from '../parts/navigation'

const FIRST = 'assistant'

/** Makes a world from one of the ready ones, or an empty one. A ready one needs no name. */
export function NewWorld({ onClose }: { onClose: () => void }) {
  const { api, worlds } = useBench()
  const [name, setName] = useState('')
  const [templates, setTemplates] = useState<readonly Template[]>([])
  const [picked, setPicked] = useState<string | undefined>(FIRST)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let gone = false
    api.templates().then(
      (items) => !gone && setTemplates(items),
      (failure: unknown) => !gone && setError(inWords(failure)),
    )
    return () => {
      gone = true
    }
  }, [api])
  const template = templates.find(({ id }) => id === picked)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const world = await api.createWorld({
        ...(name.trim() && { name: name.trim() }),
        ...(picked && { template: picked }),
      })
      worlds.receive(world)
      onClose()
      navigate(picked ? paths.world(world.id) : paths.settings(world.id, 'agents'))
    } catch (failure) {
      setError(inWords(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title="New world" className="max-w-xl" onClose={onClose}>
      <form onSubmit={(event) => void make(event)} className="space-y-4 px-5 pb-5">
        <InputField
          label="Name"
          value={name}
          placeholder={template ? oneLine(template.name) : undefined}
          maxLength={80}
          autoFocus
          onChange={setName}
        />
        <fieldset className="grid gap-2 sm:grid-cols-2">
          <legend className="mb-1.5 text-sm font-medium">Begin with</legend>
          {templates.map(({ id, name, description, agents }) => (
            <Card
              key={id}
              name={oneLine(name)}
              detail={description}
              agents={agents.map((agent) => oneLine(agent.name)).join(', ')}
              checked={picked === id}
              onPick={() => setPicked(id)}
            />
          ))}
          <Card
            name="Empty"
            detail="No agents. You add your own."
            checked={picked === undefined}
            onPick={() => setPicked(undefined)}
          />
        </fieldset>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={busy || (!picked && name.trim() === '')}>
            Create world
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface CardProps {
  name: string
  detail: string
  agents?: string
  checked: boolean
  onPick: () => void
}

function Card({ name, detail, agents, checked, onPick }: CardProps) {
  return (
    <label className="flex cursor-pointer gap-2.5 rounded-xl border border-line-strong p-3 has-checked:border-accent has-checked:bg-accent-soft">
      <input
        type="radio"
        name="template"
        className="mt-1 accent-accent"
        checked={checked}
        onChange={onPick}
      />
      <span>
        <span className="block text-sm font-medium">{name}</span>
        <span className="block text-xs text-muted">{detail}</span>
        {agents && <span className="mt-1 block text-xs text-faint">{agents}</span>}
      </span>
    </label>
  )
}
