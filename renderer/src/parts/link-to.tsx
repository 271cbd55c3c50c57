import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { navigate } from './navigation'

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  /** `press` follows when the button goes down: for rows that may move before it comes up. */
  follows?: 'click' | 'press'
}

/** A link within the window; modified clicks stay the browser's. */
export function LinkTo({ href, onClick, follows = 'click', children, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return (
    <a
      href={href}
      onMouseDown={follows === 'press' ? follow : undefined}
      onClick={(event) => {
        onClick?.(event)
        follow(event)
      }}
      {...rest}
    >
      {children}
    </a>
  )
}
