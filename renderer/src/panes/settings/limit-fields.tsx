import type { Provider } from '../../events/wire'
import { Field } from '../../parts/field'

export interface Limits {
  readonly maxConcurrent: number | null
  readonly firstByteSeconds: number | null
  readonly betweenTokensSeconds: number | null
}

export function limitsOf({ maxConcurrent, firstByteSeconds, betweenTokensSeconds }: Provider): Limits {
  return { maxConcurrent, firstByteSeconds, betweenTokensSeconds }
}

const FIELDS: readonly { name: keyof Limits; label: string; hint: string }[] = [
  { name: 'maxConcurrent', label: 'Calls at once', hint: 'Empty: no limit.' },
  { name: 'firstByteSeconds', label: 'Wait for an answer', hint: 'Seconds to the first byte.' },
  { name: 'betweenTokensSeconds', label: 'Wait between tokens', hint: 'Seconds.' },
]

export function LimitFields({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {FIELDS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint}>
          {(field) => (
            <input
              id={field}
              className="field"
              type="number"
              min="1"
              value={limits[name] ?? ''}
              onChange={({ target }) =>
                onChange({ ...limits, [name]: target.value === '' ? null : Number(target.value) })
              }
            />
          )}
        </Field>
      ))}
    </div>
  )
}
