import { useStore } from 'zustand'
import { chooseLook, look, LOOKS, type Look } from '../../parts/look'

const NAMES: Readonly<Record<Look, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function WindowPage() {
  const chosen = useStore(look)
  return (
    <fieldset>
      <legend className="mb-3 text-base font-semibold">Look</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {LOOKS.map((each) => (
          <label
            key={each}
            className="flex cursor-pointer items-center gap-2.5 rounded-xl border border-line-strong p-3 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="look"
              className="accent-accent"
              checked={chosen === each}
              onChange={() => chooseLook(each)}
            />
            {NAMES[each]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
