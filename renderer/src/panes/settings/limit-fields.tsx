import type { Provider } from '../../events/wire'
import { InputField } from '../../parts/field'
import { asNumber, asText } from './number-text'

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
        <InputField
          key={name}
          label={label}
          hint={hint}
          type="number"
          min="1"
          value={asText(limits[name])}
          onChange={(text) => onChange({ ...limits, [name]: asNumber(text) })}
        />
      ))}
    </div>
  )
}
