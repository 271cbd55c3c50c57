import type { ToolMode, ToolSettings } from '../../events/wire'
import { Field, FormError, InputField } from '../../parts/field'
import { ModeChoice } from '../tools/mode-choice'

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

interface Props {
  texts: ToolTexts
  onChange: (texts: ToolTexts) => void
}

/** What agents may do by themselves, where, and with which servers. */
export function ToolFields({ texts, onChange }: Props) {
  const malformed = serversOf(texts.servers) === undefined
  return (
    <fieldset className="space-y-5">
      <legend className="mb-3 text-base font-semibold">Tools</legend>
      <ModeChoice
        label="What agents may do"
        mode={texts.mode}
        onChange={(mode) => onChange({ ...texts, mode })}
      />
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
