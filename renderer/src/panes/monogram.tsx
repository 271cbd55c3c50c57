/** An agent's initial on a tint that its id always gets again. */
export function Monogram({ name, id }: { name: string; id: string }) {
  const hue = [...id].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-xs font-semibold text-ink"
      style={{ background: `oklch(from var(--hover) l 0.035 ${hue})` }}
    >
      {[...name][0]?.toUpperCase() ?? '?'}
    </span>
  )
}
