import { LinkTo } from '../parts/link-to'

interface Props {
  settings: string
  onTry: (text: string) => void
}

const TRIES: readonly { label: string; text: string }[] = [
  { label: 'A long answer', text: 'Write a long answer about bell towers, with a table' },
  { label: 'Thinking aloud', text: 'Think aloud about how bells are tuned' },
  { label: 'Slowly', text: 'Tell me slowly about carillons' },
  { label: 'Some code', text: 'Show me some code that rings a bell' },
  { label: 'A failure', text: 'Please fail' },
]

/** Says what the demo model is, and what can be tried with it; each try is a chat of its own. */
export function DemoHint({ settings, onTry }: Props) {
  return (
    <aside aria-label="Demo model" className="mt-7 text-center text-sm text-muted">
      <p className="text-balance">
        Answers come from the built-in demo model: scripted, offline, no key. Start a few at once.
      </p>
      <ul className="mt-3 flex flex-wrap justify-center gap-2">
        {TRIES.map(({ label, text }) => (
          <li key={label}>
            <button
              type="button"
              title={text}
              onClick={() => onTry(text)}
              className="h-8 rounded-full border border-line-strong bg-raised px-3 text-ink transition-colors hover:bg-hover"
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-4">
        For real answers,{' '}
        <LinkTo href={settings} className="text-accent underline underline-offset-2">
          set up a provider
        </LinkTo>
        .
      </p>
    </aside>
  )
}
