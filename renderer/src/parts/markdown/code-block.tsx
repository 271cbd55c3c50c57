import { memo, useState } from 'react'
import { oneLine, visibleCode } from '../../events/plain-text'
import { CopyButton } from '../copy-button'
import { Preview, PreviewToggle } from '../tools/preview'
import { colouredNow, highlighted } from './highlight'

interface Props {
  code: string
  language: string
  live: boolean
}

/** While code still grows, colouring it anew with every line is only worth it when it is short. */
const LIVE_CHARACTERS = 6_000

export function CodeBlock({ code, language, live }: Props) {
  const visible = visibleCode(code)
  const [previewed, setPreviewed] = useState(false)
  const drawn = !live && (language === 'svg' || language === 'html') ? language : undefined
  const end = live ? endOfLines(visible) : visible.length
  return (
    <figure className="overflow-hidden rounded-xl border border-line bg-sunken">
      <figcaption className="flex h-8 items-center gap-1 pr-1 pl-3.5 text-xs text-faint">
        <span className="flex-1">{oneLine(language) || 'text'}</span>
        {drawn && <PreviewToggle shown={previewed} onToggle={() => setPreviewed(!previewed)} />}
        <CopyButton text={() => code} label="Copy code" />
      </figcaption>
      {drawn && previewed ? (
        <Preview kind={drawn} source={code} />
      ) : (
        <pre className="code overflow-x-auto px-3.5 pb-3" tabIndex={0} aria-label="Code" dir="ltr">
          <code>
            <Coloured code={visible.slice(0, end)} language={language} live={live} />
            {visible.slice(end)}
          </code>
        </pre>
      )}
    </figure>
  )
}

const Coloured = memo(function Coloured({ code, language, live }: Props) {
  return live ? colouredNow(code, language) : highlighted(code, language)
})

/** Where the last whole line ends; 0 when there is too much to colour. */
function endOfLines(code: string): number {
  return code.length > LIVE_CHARACTERS ? 0 : code.lastIndexOf('\n') + 1
}
