export interface Line {
  readonly what: string
  readonly value: string
  readonly bar?: string
}

/** A table of what was measured, printed as one piece. */
export function print(title: string, lines: readonly Line[]): void {
  const what = Math.max(...lines.map((line) => line.what.length))
  const value = Math.max(...lines.map((line) => line.value.length))
  const rows = lines.map(
    (line) =>
      `  ${line.what.padEnd(what)}  ${line.value.padStart(value)}  ${line.bar ? `bar ${line.bar}` : ''}`,
  )
  process.stdout.write(`\n${title}\n${rows.map((row) => row.trimEnd()).join('\n')}\n\n`)
}

/** The value that this share of the numbers does not pass. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length)
}

/** By how much `ys` grow with each 1 of `xs`, as the straight line through them says. */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const x0 = mean(xs)
  const y0 = mean(ys)
  const above = xs.reduce((sum, x, at) => sum + (x - x0) * ((ys[at] ?? y0) - y0), 0)
  const below = xs.reduce((sum, x) => sum + (x - x0) ** 2, 0)
  return below === 0 ? 0 : above / below
}

export const ms = (value: number) => `${value.toFixed(1)} ms`
export const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
export const percent = (share: number) => `${(share * 100).toFixed(0)} %`
