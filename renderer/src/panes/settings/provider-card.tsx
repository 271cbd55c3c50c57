import { useState, type FormEvent } from 'react'
import type { ProviderChange } from '../../chats/api'
import { inWords } from '../../chats/http'
import { oneLine } from '../../events/plain-text'
import type { Provider } from '../../events/wire'
import { useBench } from '../../parts/bench'
import { Button } from '../../parts/button'
import { Field, InputField } from '../../parts/field'
import { Check, Chevron, Warning } from '../../parts/icons'
import { LimitFields, limitsOf, type Limits } from './limit-fields'

interface Props {
  provider: Provider
  onChange: (provider: Provider) => void
}

type Result = { readonly ok: boolean; readonly detail: string }

export function ProviderCard({ provider, onChange }: Props) {
  const { api } = useBench()
  const [key, setKey] = useState('')
  const [baseUrl, setBaseUrl] = useState(provider.baseUrl ?? '')
  const [limits, setLimits] = useState<Limits>(() => limitsOf(provider))
  const [result, setResult] = useState<Result>()
  const [busy, setBusy] = useState<'save' | 'test'>()

  const run = async (what: 'save' | 'test', work: () => Promise<Result>) => {
    setBusy(what)
    setResult(undefined)
    try {
      setResult(await work())
    } catch (failure) {
      setResult({ ok: false, detail: inWords(failure) })
    } finally {
      setBusy(undefined)
    }
  }
  const store = (change: ProviderChange, said: string) =>
    run('save', async () => {
      const saved = await api.changeProvider(provider.id, change)
      onChange(saved)
      setKey('')
      setLimits(limitsOf(saved))
      return { ok: true, detail: said }
    })
  const save = (event: FormEvent) => {
    event.preventDefault()
    const change: ProviderChange = {
      ...(key !== '' && { apiKey: key }),
      ...(provider.baseUrlEditable && { baseUrl: baseUrl.trim() || null }),
      ...limits,
    }
    void store(change, 'Saved.')
  }
  const test = () =>
    run('test', async () => {
      const answer = await api.testProvider(provider.id, {
        ...(key !== '' && { apiKey: key }),
        ...(baseUrl.trim() !== '' && { baseUrl: baseUrl.trim() }),
      })
      const models = answer.models?.length
      return { ok: answer.ok, detail: models ? `${answer.detail} ${models} models.` : answer.detail }
    })
  return (
    <details data-provider={provider.id} className="group rounded-xl border border-line bg-raised">
      <summary className="flex list-none items-center gap-3 rounded-xl px-4 py-3 hover:bg-hover/50">
        <Chevron className="size-3.5 text-faint transition-transform group-open:rotate-90" />
        <span className="flex-1 font-medium">{oneLine(provider.name)}</span>
        <KeyState provider={provider} />
      </summary>
      <form onSubmit={save} className="space-y-4 border-t border-line p-4 sm:p-5">
        {provider.id !== 'demo' && (
          <Field
            label="API key"
            hint={
              provider.keySource === 'environment'
                ? 'A key is set by the environment. One entered here is used instead.'
                : provider.needsKey
                  ? undefined
                  : 'Only if this server asks for one.'
            }
          >
            {(field) => (
              <div className="flex gap-2">
                <input
                  id={field}
                  className="field"
                  type="password"
                  autoComplete="off"
                  spellCheck={false}
                  value={key}
                  placeholder={provider.keySource === 'none' ? '' : 'Key set. Type to replace it.'}
                  onChange={(event) => setKey(event.target.value)}
                />
                {provider.keySource === 'settings' && (
                  <Button
                    look="danger"
                    className="h-auto"
                    disabled={busy !== undefined}
                    onClick={() => void store({ apiKey: null }, 'Key removed.')}
                  >
                    Remove
                  </Button>
                )}
              </div>
            )}
          </Field>
        )}
        {provider.baseUrlEditable && (
          <InputField
            label="Base URL"
            type="url"
            spellCheck={false}
            value={baseUrl}
            placeholder={provider.defaultBaseUrl ?? 'http://localhost:1234/v1'}
            onChange={setBaseUrl}
          />
        )}
        <LimitFields limits={limits} onChange={setLimits} />
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" type="submit" disabled={busy !== undefined}>
            Save
          </Button>
          <Button disabled={busy !== undefined} onClick={() => void test()}>
            {busy === 'test' ? 'Testing…' : 'Test'}
          </Button>
          <p role="status" className="min-w-0 flex-1 basis-48 text-sm wrap-anywhere">
            {result && (
              <span className={`flex items-start gap-1.5 ${result.ok ? 'text-accent' : 'text-red'}`}>
                {result.ok ? <Check className="mt-0.5 size-4" /> : <Warning className="mt-0.5 size-4" />}
                {oneLine(result.detail)}
              </span>
            )}
          </p>
        </div>
      </form>
    </details>
  )
}

function KeyState({ provider }: { provider: Provider }) {
  if (provider.keySource === 'environment')
    return <span className="text-sm text-muted">Key from the environment</span>
  if (provider.keySource === 'settings') return <span className="text-sm text-muted">Key set</span>
  return <span className="text-sm text-faint">{provider.needsKey ? 'No key' : 'Needs no key'}</span>
}
