import { Button, IconButton } from '../../parts/button'
import { Cross, Plus } from '../../parts/icons'

export interface VariableRow {
  readonly key: string
  readonly name: string
  readonly value: string
}

export function rowsOf(variables: Readonly<Record<string, string>>): readonly VariableRow[] {
  return Object.entries(variables).map(([name, value]) => ({ key: name, name, value }))
}

export function variablesOf(rows: readonly VariableRow[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.flatMap(({ name, value }) => (name.trim() ? [[name.trim(), value]] : [])))
}

interface Props {
  rows: readonly VariableRow[]
  onChange: (rows: readonly VariableRow[]) => void
}

export function VariableFields({ rows, onChange }: Props) {
  const change = (key: string, part: Partial<VariableRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  return (
    <fieldset>
      <legend className="mb-1 text-base font-semibold">Variables</legend>
      <p className="mb-3 text-sm text-muted">
        {'A system prompt that says {{name}} gets the value of that name.'}
      </p>
      <ul className="space-y-2">
        {rows.map((row) => (
          <li key={row.key} className="flex gap-2">
            <input
              className="field w-2/5"
              aria-label="Variable name"
              placeholder="name"
              spellCheck={false}
              value={row.name}
              onChange={(event) => change(row.key, { name: event.target.value })}
            />
            <input
              className="field"
              aria-label={`Value of ${row.name || 'the variable'}`}
              placeholder="value"
              value={row.value}
              onChange={(event) => change(row.key, { value: event.target.value })}
            />
            <IconButton
              label={`Remove ${row.name || 'variable'}`}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            >
              <Cross className="size-3.5" />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        className="mt-2"
        onClick={() => onChange([...rows, { key: crypto.randomUUID(), name: '', value: '' }])}
      >
        <Plus className="size-3.5" /> Add a variable
      </Button>
    </fieldset>
  )
}
