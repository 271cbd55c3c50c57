import { useState, type FormEvent } from 'react'
import { inWords } from '../chats/http'
import { useBench } from '../parts/bench'
import { Button } from '../parts/button'
import { Dialog } from '../parts/dialog'
import { Field, FormError } from '../parts/field'
import { navigate, paths } from '../parts/navigation'

const TEMPLATES = [
  { id: 'assistant', name: 'One assistant', detail: 'An agent on the best model found, ready to write to.' },
  { id: undefined, name: 'Empty', detail: 'No agents. You add your own.' },
] as const

export function NewWorld({ onClose }: { onClose: () => void }) {
  const { api, worlds } = useBench()
  const [name, setName] = useState('')
  const [template, setTemplate] = useState<'assistant' | undefined>('assistant')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const world = await api.createWorld({ name: name.trim(), ...(template && { template }) })
      worlds.receive(world)
      onClose()
      navigate(template ? paths.world(world.id) : paths.settings(world.id, 'agents'))
    } catch (failure) {
      setError(inWords(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title="New world" onClose={onClose}>
      <form onSubmit={(event) => void make(event)} className="space-y-4 px-5 pb-5">
        <Field label="Name">
          {(id) => (
            <input
              id={id}
              className="field"
              value={name}
              maxLength={80}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-2 sm:grid-cols-2">
          <legend className="mb-1.5 text-sm font-medium">Begin with</legend>
          {TEMPLATES.map(({ id, name, detail }) => (
            <label
              key={name}
              className="flex cursor-pointer gap-2.5 rounded-xl border border-line-strong p-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="template"
                className="mt-1 accent-accent"
                checked={template === id}
                onChange={() => setTemplate(id)}
              />
              <span>
                <span className="block text-sm font-medium">{name}</span>
                <span className="block text-xs text-muted">{detail}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={busy || name.trim() === ''}>
            Create world
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
