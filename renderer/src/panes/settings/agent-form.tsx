import { useState, type FormEvent } from 'react'
import type { AgentDraft } from '../../chats/api'
import { inWords } from '../../chats/http'
import type { Agent, World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Field, FormError, InputField } from '../../parts/field'
import { ModelFields, type ModelChoice } from './model-fields'
import { asNumber, asText } from './number-text'

const EFFORTS = ['minimal', 'low', 'medium', 'high']

interface Props {
  world: World
  /** Nothing for a new one. */
  agent: Agent | undefined
  /** What a new one begins as. */
  like?: Agent
  onClose: () => void
}

export function AgentForm({ world, agent, like, onClose }: Props) {
  const from = agent ?? like
  const { api, worlds } = useBench()
  const [name, setName] = useState(from?.name ?? '')
  const [id, setId] = useState(like?.id ?? '')
  const [model, setModel] = useState<ModelChoice>({
    provider: from?.provider ?? '',
    model: from?.model ?? '',
    baseUrl: from?.baseUrl ?? '',
  })
  const [prompt, setPrompt] = useState(from?.systemPrompt ?? '')
  const [temperature, setTemperature] = useState(asText(from?.temperature))
  const [maxTokens, setMaxTokens] = useState(asText(from?.maxTokens))
  const [contextTokens, setContextTokens] = useState(asText(from?.contextTokens))
  const [effort, setEffort] = useState(from?.reasoningEffort ?? '')
  const [autoReply, setAutoReply] = useState(from?.autoReply ?? true)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  const run = async (change: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    try {
      await change()
      worlds.receive(await api.world(world.id))
      onClose()
    } catch (failure) {
      setError(inWords(failure))
      setBusy(false)
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const fields: AgentDraft = {
      name: name.trim(),
      provider: model.provider || null,
      model: (model.provider && model.model.trim()) || null,
      baseUrl: (model.provider && model.baseUrl.trim()) || null,
      systemPrompt: prompt,
      temperature: asNumber(temperature),
      maxTokens: asNumber(maxTokens),
      contextTokens: asNumber(contextTokens),
      reasoningEffort: effort.trim() || null,
      autoReply,
    }
    void run(() =>
      agent
        ? api.changeAgent(world.id, agent.id, fields)
        : api.createAgent(world.id, {
            ...withoutNulls(fields),
            ...(id.trim() && { id: id.trim() }),
          }),
    )
  }
  return (
    <form
      onSubmit={save}
      aria-label={agent ? `Agent ${agent.name}` : 'New agent'}
      className="space-y-4 rounded-xl border border-line-strong bg-raised p-4 shadow-card sm:p-5"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField label="Name" value={name} required maxLength={80} autoFocus onChange={setName} />
        <InputField
          label="Id"
          hint={agent ? 'An id never changes.' : 'What you type after @. Left empty, it comes from the name.'}
          value={agent ? agent.id : id}
          disabled={agent !== undefined}
          maxLength={64}
          spellCheck={false}
          onChange={setId}
        />
      </div>
      <ModelFields
        choice={model}
        onChange={setModel}
        none={`The world's model${world.defaultModel ? ` (${world.defaultModel.model})` : ''}`}
      />
      <Field label="System prompt" hint="{{name}} stands for the world's variable of that name.">
        {(field) => (
          <textarea
            id={field}
            className="field min-h-32 resize-y"
            value={prompt}
            onChange={(event) => setPrompt(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField
          label="Temperature"
          hint="Empty: the model's own."
          type="number"
          step="0.1"
          min="0"
          max="2"
          value={temperature}
          onChange={setTemperature}
        />
        <InputField
          label="Max tokens"
          hint="Empty: no limit of ours."
          type="number"
          step="1"
          min="1"
          value={maxTokens}
          onChange={setMaxTokens}
        />
        <InputField
          label="Context, in tokens"
          hint="How much its model takes at once; more is summed up. Empty: what is known of it."
          type="number"
          step="1"
          min="500"
          value={contextTokens}
          onChange={setContextTokens}
        />
        <InputField
          label="Reasoning effort"
          hint="Only for models that reason. Empty: the model's own."
          value={effort}
          offers={EFFORTS}
          maxLength={40}
          spellCheck={false}
          autoComplete="off"
          onChange={setEffort}
        />
      </div>
      <label className="flex items-start gap-2.5 text-sm">
        <input
          type="checkbox"
          className="mt-0.5 accent-accent"
          checked={autoReply}
          onChange={(event) => setAutoReply(event.target.checked)}
        />
        <span>
          Answers back to agents
          <span className="block text-xs text-muted">
            What it says to another agent is addressed to that agent, unless it names somebody.
          </span>
        </span>
      </label>
      <FormError error={error} />
      <div className="flex gap-2">
        {agent && (
          <DeleteButton
            name={agent.name}
            disabled={busy}
            onDelete={() => void run(() => api.deleteAgent(world.id, agent.id))}
          />
        )}
        <span className="flex-1" />
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" disabled={busy || name.trim() === ''}>
          {agent ? 'Save' : 'Add agent'}
        </Button>
      </div>
    </form>
  )
}

function DeleteButton({
  name,
  disabled,
  onDelete,
}: {
  name: string
  disabled: boolean
  onDelete: () => void
}) {
  const [sure, setSure] = useState(false)
  return (
    <Button
      look="danger"
      disabled={disabled}
      onClick={sure ? onDelete : () => setSure(true)}
      onBlur={() => setSure(false)}
    >
      {sure ? `Really delete ${name}?` : 'Delete'}
    </Button>
  )
}

function withoutNulls(fields: AgentDraft): AgentDraft {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
