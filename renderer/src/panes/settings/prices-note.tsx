import { oneLine } from '../../events/plain-text'
import type { Prices } from '../../events/wire'
import { FormError } from '../../parts/field'

/** Says where the prices come from, wherever a cost is explained. */
export function PricesNote({ prices }: { prices: Prices }) {
  const { asOf, own, trouble } = prices
  return (
    <>
      <p className="text-sm text-muted">
        Costs are worked out from the providers’ list prices as of {asOf}
        {own && ', and from prices.json of the data folder, which goes first'}. A price that is not known is
        said to be unknown, and the sum is “at least” what is known.
      </p>
      <FormError error={trouble && oneLine(trouble)} />
    </>
  )
}
