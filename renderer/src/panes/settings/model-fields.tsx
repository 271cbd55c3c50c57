import { Field, InputField } from '../../parts/field'
import { useModels, useProviders } from './provider-lookup'

export interface ModelChoice {
  readonly provider: string
  readonly model: string
  readonly baseUrl: string
}

interface Props {
  choice: ModelChoice
  onChange: (choice: ModelChoice) => void
  /** What choosing no provider means. */
  none: string
}

/** Provider, model and, where it matters, address. Models come from the provider's own list; any name may be typed. */
export function ModelFields({ choice, onChange, none }: Props) {
  const { providers } = useProviders()
  const provider = providers.find(({ id }) => id === choice.provider)
  const { models, problem } = useModels(choice.provider, choice.baseUrl)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Provider">
        {(field) => (
          <select
            id={field}
            className="field"
            value={choice.provider}
            onChange={(event) => onChange({ provider: event.target.value, model: '', baseUrl: '' })}
          >
            <option value="">{none}</option>
            {providers.map(({ id, name, needsKey, keySource }) => (
              <option key={id} value={id}>
                {name}
                {needsKey && keySource === 'none' ? ' (no key yet)' : ''}
              </option>
            ))}
          </select>
        )}
      </Field>
      {choice.provider !== '' && (
        <InputField
          label="Model"
          hint={problem ? `${problem} Any name can be typed.` : undefined}
          value={choice.model}
          offers={models}
          required
          spellCheck={false}
          autoComplete="off"
          placeholder={models.length > 0 ? `${models.length} to choose from` : 'Name of the model'}
          onChange={(model) => onChange({ ...choice, model })}
        />
      )}
      {provider?.baseUrlEditable && (
        <InputField
          label="Base URL"
          className="sm:col-span-2"
          hint="Empty: the provider's address from its settings."
          type="url"
          inputMode="url"
          spellCheck={false}
          value={choice.baseUrl}
          placeholder={provider.baseUrl ?? provider.defaultBaseUrl ?? 'http://localhost:1234/v1'}
          onChange={(baseUrl) => onChange({ ...choice, baseUrl })}
        />
      )}
    </div>
  )
}
