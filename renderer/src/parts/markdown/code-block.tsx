import { useMemo } from 'react'
import { oneLine, visibleCode } from '../../events/plain-text'
import { CopyButton } from '../copy-button'
import { highlighted } from './highlight'

interface Props {
  code: string
  language: string
  live: boolean
}

/** While code still grows, colouring it anew on every frame is only worth it when it is short. */
const LIVE_CHARACTERS = 6_000

export function CodeBlock({ code, language, live }: Props) {
  const visible = visibleCode(code)
  const colour = !live || code.length < LIVE_CHARACTERS
  const content = useMemo(
    () => (colour ? highlighted(visible, language) : visible),
    [colour, visible, language],
  )
  return (
    <figure className="overflow-hidden rounded-xl border border-line bg-sunken">
      <figcaption className="flex h-8 items-center justify-between pr-1 pl-3.5 text-xs text-faint">
        <span>{oneLine(language) || 'text'}</span>
        <CopyButton text={() => code} label="Copy code" />
      </figcaption>
      <pre className="code overflow-x-auto px-3.5 pb-3" tabIndex={0} aria-label="Code" dir="ltr">
        <code>{content}</code>
      </pre>
    </figure>
  )
}
