import { useId } from 'react'
import type { ToolMode } from '../../events/wire'

interface Choice<Mode> {
  readonly mode: Mode
  readonly name: string
  readonly means: string
}

const MODES: readonly Choice<ToolMode>[] = [
  { mode: 'read', name: 'Read', means: 'Agents may look, and change nothing.' },
  {
    mode: 'ask',
    name: 'Ask',
    means: 'Agents ask you before they change a file, run a command or make an agent.',
  },
  {
    mode: 'auto',
    name: 'Auto',
    means:
      'Agents change files of the workspace and run harmless commands by themselves; they ask before what is risky, and what destroys is refused.',
  },
]
const AS_THE_WORLD: Choice<undefined> = {
  mode: undefined,
  name: 'As the world',
  means: 'What the settings of its world say, also when they change.',
}

interface Props<Mode> {
  label: string
  mode: Mode
  onChange: (mode: Mode) => void
}

/** What agents may do by themselves. */
export function ModeChoice({ label, mode, onChange }: Props<ToolMode>) {
  return (
    <div role="radiogroup" aria-label={label} className="space-y-1">
      {MODES.map((choice) => (
        <ModeRow key={choice.mode} choice={choice} mode={mode} onChange={onChange} />
      ))}
    </div>
  )
}

/** What agents may do in one chat; undefined is what its world says. */
export function OwnModeChoice({ label, mode, onChange }: Props<ToolMode | undefined>) {
  return (
    <div role="radiogroup" aria-label={label} className="space-y-1">
      {[AS_THE_WORLD, ...MODES].map((choice) => (
        <ModeRow key={choice.name} choice={choice} mode={mode} onChange={onChange} />
      ))}
    </div>
  )
}

interface RowProps<Mode> {
  choice: Choice<Mode>
  mode: Mode
  onChange: (mode: Mode) => void
}

function ModeRow<Mode>({ choice, mode, onChange }: RowProps<Mode>) {
  const words = useId()
  return (
    <label className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-transparent px-2.5 py-2 hover:bg-hover has-checked:border-line-strong has-checked:bg-raised">
      <input
        type="radio"
        name="tool-mode"
        aria-labelledby={`${words}-name`}
        aria-describedby={`${words}-means`}
        className="mt-1 accent-accent"
        checked={mode === choice.mode}
        onChange={() => onChange(choice.mode)}
      />
      <span className="min-w-0 flex-1">
        <span id={`${words}-name`} className="block text-sm font-medium">
          {choice.name}
        </span>
        <span id={`${words}-means`} className="block text-sm text-muted">
          {choice.means}
        </span>
      </span>
    </label>
  )
}
