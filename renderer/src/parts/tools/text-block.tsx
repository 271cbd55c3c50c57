import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { exactly, outputText } from '../../events/plain-text'

/** How many characters of a text are shown; the whole of it can be copied. */
const MOST = 40_000
const NEAR_END_PX = 24

const BLOCK = 'code overflow-auto px-3 py-2 focus-visible:outline-offset-[-2px]'

/** A text that is shown to the letter. */
export function ExactText({ text, label }: { text: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      dir="ltr"
      className={`${BLOCK} max-h-60 wrap-anywhere whitespace-pre-wrap`}
    >
      {exactly(text.slice(0, MOST))}
      {text.length > MOST && <LeftOut count={text.length - MOST} />}
    </pre>
  )
}

/** What a tool gave back. */
export function ResultText({ text, label }: { text: string; label: string }) {
  const shown = useMemo(() => outputText(text.slice(0, MOST)), [text])
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      dir="ltr"
      className={`${BLOCK} max-h-80 wrap-anywhere whitespace-pre-wrap`}
    >
      {shown}
      {text.length > MOST && <LeftOut count={text.length - MOST} />}
    </pre>
  )
}

/** What a tool puts out while it runs. */
export function LiveOutput({ text, label }: { text: string; label: string }) {
  return (
    <Growing text={text} label={label} className="max-h-56">
      <End of={text} what="output" shownAs={outputText} />
    </Growing>
  )
}

/** Arguments that are still being written. */
export function LiveArguments({ text, label }: { text: string; label: string }) {
  return (
    <Growing text={text} label={label} className="max-h-60">
      <End of={text} what="input" shownAs={exactly} />
    </Growing>
  )
}

interface GrowingProps {
  text: string
  label: string
  className: string
  children: ReactNode
}

/** A text that grows: the end of it is kept in sight until one scrolls away. */
function Growing({ text, label, className, children }: GrowingProps) {
  const block = useRef<HTMLPreElement>(null)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    if (block.current && atEnd.current) block.current.scrollTop = block.current.scrollHeight
  }, [text])
  return (
    <pre
      ref={block}
      tabIndex={0}
      aria-label={label}
      dir="ltr"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
      }}
      className={`${BLOCK} ${className} wrap-anywhere whitespace-pre-wrap`}
    >
      {children}
    </pre>
  )
}

interface EndProps {
  of: string
  what: string
  shownAs: (text: string) => string
}

function End({ of: text, what, shownAs }: EndProps) {
  const from = text.length > MOST ? text.indexOf('\n', text.length - MOST) + 1 || text.length - MOST : 0
  return (
    <>
      {from > 0 && (
        <span className="text-faint">
          Earlier {what} is left out here.{'\n'}
        </span>
      )}
      {shownAs(text.slice(from))}
    </>
  )
}

function LeftOut({ count }: { count: number }) {
  return (
    <span className="text-faint">
      {'\n'}
      {count.toLocaleString()} more characters are not shown. Copy has all of it.
    </span>
  )
}
