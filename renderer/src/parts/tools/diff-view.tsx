import { useState } from 'react'
import { diffOf, type DiffLine } from '../../events/diff'
import { exactly } from '../../events/plain-text'

/** A longer one is folded to so many lines. */
export const FOLDED_LINES = 14
const MOST_LINES = 3_000

const LOOKS: Readonly<Record<DiffLine['kind'], string>> = {
  added: 'bg-accent-soft text-ink',
  removed: 'bg-red-soft text-ink',
  same: 'text-muted',
  place: 'text-faint',
  file: 'text-faint',
}
const SIGNS: Readonly<Partial<Record<DiffLine['kind'], string>>> = { added: '+', removed: '−' }

/** What was changed, or is to be, line by line. */
export function DiffView({ text, label }: { text: string; label: string }) {
  const [all, setAll] = useState(false)
  const { lines } = diffOf(text)
  const folded = !all && lines.length > FOLDED_LINES + 4
  const shown = lines.slice(0, folded ? FOLDED_LINES : MOST_LINES)
  return (
    <div>
      <div
        role="group"
        aria-label={label}
        tabIndex={0}
        className="code max-h-96 overflow-auto py-1.5 focus-visible:outline-offset-[-2px]"
        dir="ltr"
      >
        <div className="w-max min-w-full">
          {shown.map((line, at) => (
            <div key={at} className={`flex pr-3 whitespace-pre ${LOOKS[line.kind]}`}>
              <span className="w-7 shrink-0 pl-3 select-none">
                <Sign kind={line.kind} />
              </span>
              <span>{exactly(line.text) || ' '}</span>
            </div>
          ))}
        </div>
      </div>
      {all && lines.length > MOST_LINES && (
        <p className="px-3 pb-2 text-xs text-faint">
          {(lines.length - MOST_LINES).toLocaleString()} more lines are not shown.
        </p>
      )}
      {(folded || all) && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="w-full px-3 pt-0.5 pb-2 text-left text-xs text-muted hover:text-ink"
        >
          {all ? 'Show less' : `Show all ${lines.length.toLocaleString()} lines`}
        </button>
      )}
    </div>
  )
}

function Sign({ kind }: { kind: DiffLine['kind'] }) {
  const sign = SIGNS[kind]
  return sign === undefined ? null : <span aria-label={kind}>{sign}</span>
}

/** “+3 −1” */
export function DiffCounts({ text }: { text: string }) {
  const { added, removed } = diffOf(text)
  return (
    <span
      className="shrink-0 font-mono text-xs tabular-nums"
      aria-label={`${added} added, ${removed} removed`}
    >
      <span className="text-accent">+{added}</span> <span className="text-red">−{removed}</span>
    </span>
  )
}
