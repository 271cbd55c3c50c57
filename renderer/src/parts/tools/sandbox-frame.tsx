import { useRef, type CSSProperties } from 'react'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** What each page in such a frame begins with. */
export const PAGE_HEAD = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`

interface Props {
  title: string
  /** Made when the frame is there to be filled. */
  page: () => string | Promise<string>
  className: string
  style?: CSSProperties
  onFailure?: (error: unknown) => void
}

/**
 * A page in a frame of its own origin in which nothing runs and which loads nothing: it can neither see nor change
 * anything else. A frame would inherit the window's policy, which forbids a page its styles, so it stands inside of
 * another with a policy of its own.
 */
export function SandboxFrame({ title, page, className, style, onFailure }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const fill = async () => {
    try {
      const made = await page()
      // The frame has no origin that could be named.
      frame.current?.contentWindow?.postMessage(made, '*')
    } catch (error) {
      onFailure?.(error)
    }
  }
  return (
    <iframe
      ref={frame}
      sandbox="allow-scripts"
      title={title}
      src="/preview.html"
      loading="lazy"
      referrerPolicy="no-referrer"
      onLoad={() => void fill()}
      className={className}
      style={style}
    />
  )
}
