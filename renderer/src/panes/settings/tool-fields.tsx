import { useId } from 'react'
import type { ToolMode, ToolSettings } from '../../events/wire'
import { Field, FormError, InputField } from '../../parts/field'

/** The settings as they stand in their fields. */
export interface ToolTexts {
  readonly mode: ToolMode
  readonly workspace: string
  readonly servers: string
}

export function toolTextsOf({ mode, workspace, mcpServers }: ToolSettings): ToolTexts {
  const servers = mcpServers && Object.keys(mcpServers).length > 0
  return {
    mode,
    workspace: workspace ?? '',
    servers: servers ? JSON.stringify(mcpServers, undefined, 2) : '',
  }
}

/** Null for none; undefined when it is no JSON object. */
export function serversOf(text: string): Readonly<Record<string, unknown>> | null | undefined {
  if (text.trim() === '') return null
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
    const { mcpServers } = json as { mcpServers?: unknown }
    const inner =
      Object.keys(json).length === 1 && typeof mcpServers === 'object' && !Array.isArray(mcpServers)
    return (inner ? mcpServers : json) as Record<string, unknown> | null
  } catch {
    return undefined
  }
}

const MODES: readonly { mode: ToolMode; name: string; means: string }[] = [
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

interface Props {
  texts: ToolTexts
  onChange: (texts: ToolTexts) => void
}

/** What agents may do by themselves, where, and with which servers. */
export function ToolFields({ texts, onChange }: Props) {
  const words = useId()
  const malformed = serversOf(texts.servers) === undefined
  return (
    <fieldset className="space-y-5">
      <legend className="mb-3 text-base font-semibold">Tools</legend>
      <div role="radiogroup" aria-label="What agents may do" className="space-y-1">
        {MODES.map(({ mode, name, means }) => (
          <label
            key={mode}
            className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-transparent px-2.5 py-2 hover:bg-hover has-checked:border-line-strong has-checked:bg-raised"
          >
            <input
              type="radio"
              name="tool-mode"
              aria-labelledby={`${words}-${mode}-name`}
              aria-describedby={`${words}-${mode}-means`}
              className="mt-1 accent-accent"
              checked={texts.mode === mode}
              onChange={() => onChange({ ...texts, mode })}
            />
            <span className="min-w-0 flex-1">
              <span id={`${words}-${mode}-name`} className="block text-sm font-medium">
                {name}
              </span>
              <span id={`${words}-${mode}-means`} className="block text-sm text-muted">
                {means}
              </span>
            </span>
          </label>
        ))}
      </div>
      <InputField
        label="Workspace"
        hint="The folder that agents work in, as a whole path. Empty: the world's own."
        mono
        spellCheck={false}
        autoComplete="off"
        value={texts.workspace}
        onChange={(workspace) => onChange({ ...texts, workspace })}
      />
      <Field
        label="MCP servers"
        hint="As JSON, by name, in the common mcpServers shape. Their commands run on this computer. Empty: none."
      >
        {(id) => (
          <textarea
            id={id}
            className="field code field-sizing-content max-h-96 min-h-24"
            spellCheck={false}
            dir="ltr"
            aria-invalid={malformed}
            placeholder={'{"files": {"command": "npx", "args": ["…"]}}'}
            value={texts.servers}
            onChange={(event) => onChange({ ...texts, servers: event.target.value })}
          />
        )}
      </Field>
      <FormError
        error={
          malformed ? 'The MCP servers are no JSON object such as {"name": {"command": "…"}}.' : undefined
        }
      />
    </fieldset>
  )
}
