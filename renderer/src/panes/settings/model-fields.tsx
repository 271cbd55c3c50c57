import { useId } from 'react'
import { Field } from '../../parts/field'
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
  const list = useId()
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
        <Field label="Model" hint={problem ? `${problem} Any name can be typed.` : undefined}>
          {(field) => (
            <>
              <input
                id={field}
                className="field"
                list={list}
                value={choice.model}
                required
                spellCheck={false}
                autoComplete="off"
                placeholder={models.length > 0 ? `${models.length} to choose from` : 'Name of the model'}
                onChange={(event) => onChange({ ...choice, model: event.target.value })}
              />
              <datalist id={list}>
                {models.map((model) => (
                  <option key={model} value={model} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
      {provider?.baseUrlEditable && (
        <Field
          label="Base URL"
          className="sm:col-span-2"
          hint="Empty: the provider's address from its settings."
        >
          {(field) => (
            <input
              id={field}
              className="field"
              type="url"
              inputMode="url"
              spellCheck={false}
              value={choice.baseUrl}
              placeholder={provider.baseUrl ?? provider.defaultBaseUrl ?? 'http://localhost:1234/v1'}
              onChange={(event) => onChange({ ...choice, baseUrl: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
