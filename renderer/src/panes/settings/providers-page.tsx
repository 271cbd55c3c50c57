import { FormError } from '../../parts/field'
import { ProviderCard } from './provider-card'
import { useProviders } from './provider-lookup'

export function ProvidersPage() {
  const { providers, problem, replace } = useProviders()
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">
        Keys are kept on this computer, readable only by you, and are never shown again.
      </p>
      <FormError error={problem} />
      {providers.map((provider) => (
        <ProviderCard key={provider.id} provider={provider} onChange={replace} />
      ))}
    </div>
  )
}
