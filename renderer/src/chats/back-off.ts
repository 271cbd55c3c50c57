/** Waiting times that double from `firstMs` to `mostMs`, each spread over its upper half so that retries scatter. */
export function backOffMs(attempt: number, firstMs: number, mostMs: number, random = Math.random): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20))
  return whole / 2 + (whole / 2) * random()
}
