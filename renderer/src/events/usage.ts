import type { Usage } from './wire'

// Made once: to make one takes a hundred times as long as to use it.
const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 })
const FRACTIONS = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 0,
  maximumSignificantDigits: 2,
})

/** “$12.50”, “$0.0123”, “$0.0000069”: as many digits as it takes to be something. */
export function dollars(cost: number): string {
  if (cost >= 1) return DOLLARS.format(cost)
  return cost === 0 || cost >= 0.01 ? CENTS.format(cost) : FRACTIONS.format(cost)
}

/** What it cost, and how much of that is known. */
export function costOf({ costUsd, unpricedCalls }: Usage): string {
  if (unpricedCalls === 0) return costUsd === 0 ? 'free' : dollars(costUsd)
  return costUsd === 0 ? 'price unknown' : `at least ${dollars(costUsd)}`
}

/** “1,234 in · 56 out · 1,000 cached tokens”; undefined when nobody counted. */
export function tokensOf({ inputTokens, outputTokens, cachedInputTokens }: Usage): string | undefined {
  if (inputTokens + outputTokens === 0) return undefined
  const cached = cachedInputTokens > 0 ? ` · ${cachedInputTokens.toLocaleString()} cached` : ''
  return `${inputTokens.toLocaleString()} in · ${outputTokens.toLocaleString()} out${cached} tokens`
}
