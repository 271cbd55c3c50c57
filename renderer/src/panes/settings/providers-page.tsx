import { FormError } from '../../parts/field'
import { ProviderCard } from './provider-card'
import { PricesNote } from './prices-note'
import { useProviders } from './provider-lookup'

export function ProvidersPage() {
  const { providers, prices, problem, replace } = useProviders()
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">
        Keys are kept on this computer, readable only by you, and are never shown again.
      </p>
      <FormError error={problem} />
      {providers.map((provider) => (
        <ProviderCard key={provider.id} provider={provider} onChange={replace} />
      ))}
      {prices && <PricesNote prices={prices} />}
    </div>
  )
}
