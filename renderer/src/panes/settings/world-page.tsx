import { useState, type FormEvent } from 'react'
import type { WorldChange } from '../../chats/api'
import { inWords } from '../../chats/http'
import { oneLine } from '../../events/plain-text'
import type { World } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Field, FormError, InputField } from '../../parts/field'
import { navigate } from '../../parts/navigation'
import { BudgetFields, budgetOf, budgetTextsOf } from './budget-fields'
import { serversOf, ToolFields, toolTextsOf } from './tool-fields'
import { ModelFields, type ModelChoice } from './model-fields'
import { ToolServers } from './tool-servers'
import { WorldUsage } from './world-usage'
import { rowsOf, VariableFields, variablesOf } from './variable-fields'

export function WorldPage({ world }: { world: World }) {
  const { api, worlds } = useBench()
  const [name, setName] = useState(world.name)
  const [main, setMain] = useState(world.mainAgent ?? '')
  const [turnLimit, setTurnLimit] = useState(String(world.turnLimit))
  const [model, setModel] = useState<ModelChoice>({
    provider: world.defaultModel?.provider ?? '',
    model: world.defaultModel?.model ?? '',
    baseUrl: world.defaultModel?.baseUrl ?? '',
  })
  const [budgets, setBudgets] = useState(() => budgetTextsOf(world))
  const [tools, setTools] = useState(() => toolTextsOf(world.tools))
  const [rows, setRows] = useState(() => rowsOf(world.variables))
  const [error, setError] = useState<string>()
  const [saved, setSaved] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    setSaved(false)
    const { provider, baseUrl } = model
    const mcpServers = serversOf(tools.servers)
    if (mcpServers === undefined) return
    const change: WorldChange = {
      name: name.trim(),
      mainAgent: main || null,
      turnLimit: turnLimit === '' ? null : Number(turnLimit),
      defaultModel: provider
        ? { provider, model: model.model.trim(), ...(baseUrl.trim() && { baseUrl: baseUrl.trim() }) }
        : null,
      budget: budgetOf(budgets.world),
      chatBudget: budgetOf(budgets.chat),
      tools: { mode: tools.mode, workspace: tools.workspace.trim() || null, mcpServers },
      variables: variablesOf(rows),
    }
    try {
      worlds.receive(await api.changeWorld(world.id, change))
      setSaved(true)
    } catch (failure) {
      setError(inWords(failure))
    }
  }
  return (
    <div className="space-y-10">
      <form onSubmit={(event) => void save(event)} onChange={() => setSaved(false)} className="space-y-5">
        <InputField label="Name" value={name} required maxLength={80} onChange={setName} />
        <Field
          label="Main agent"
          hint="Answers messages that mention nobody. Without one, every agent answers."
        >
          {(field) => (
            <select
              id={field}
              className="field"
              value={main}
              onChange={(event) => setMain(event.target.value)}
            >
              <option value="">None: every agent answers</option>
              {world.agents.map((agent) => (
                <option key={agent.id} value={agent.id}>
                  {oneLine(agent.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <InputField
          label="Limit of replies"
          hint="How often each agent may answer in a chat before a person writes again. Empty: 5."
          type="number"
          step="1"
          min="1"
          max="1000"
          value={turnLimit}
          onChange={setTurnLimit}
        />
        <fieldset>
          <legend className="mb-3 text-base font-semibold">Model for agents without their own</legend>
          <ModelFields choice={model} onChange={setModel} none="None" />
        </fieldset>
        <ToolFields texts={tools} onChange={setTools} />
        <ToolServers world={world.id} version={world.version} />
        <BudgetFields texts={budgets} onChange={setBudgets} />
        <VariableFields rows={rows} onChange={setRows} />
        <FormError error={error} />
        <div className="flex items-center gap-3">
          <Button look="primary" type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
          <p role="status" className="text-sm text-accent">
            {saved && 'Saved. It counts from the next turn on.'}
          </p>
        </div>
      </form>
      <WorldUsage world={world} />
      <DeleteWorld world={world} />
    </div>
  )
}

function DeleteWorld({ world }: { world: World }) {
  const { api, worlds } = useBench()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const remove = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await api.deleteWorld(world.id)
      worlds.remove(world.id)
      navigate('/')
    } catch (failure) {
      setError(inWords(failure))
    }
  }
  return (
    <form onSubmit={(event) => void remove(event)} className="space-y-3 border-t border-line pt-6">
      <h2 className="text-base font-semibold">Delete this world</h2>
      <InputField
        label={`Type “${oneLine(world.name)}” to delete it`}
        hint="Its chats are stopped and go to the trash."
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <FormError error={error} />
      <Button look="danger" type="submit" disabled={oneLine(typed) !== oneLine(world.name)}>
        Delete world
      </Button>
    </form>
  )
}
