/** What a number field shows. */
export function asText(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

/** What was typed into a number field; null when that is nothing. */
export function asNumber(text: string): number | null {
  return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text)
}
