import type { Token, Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'
import { oneLine } from '../../events/plain-text'
import { Out, Picture } from '../icons'
import { withoutEntities } from './entities'
import { destinationOf, pretends } from './links'

const DEEPEST = 40

/**
 * Inline Markdown as elements. Only what is listed here can come out: raw HTML is shown as the text it is, links go
 * to http, https and mail addresses, and no picture is fetched.
 */
export function inline(tokens: readonly Token[] | undefined, depth = 0, inLink = false): ReactNode {
  return tokens?.map((token, index) => (
    <Fragment key={index}>{one(token as Tokens.Generic, depth + 1, inLink)}</Fragment>
  ))
}

function one(token: Tokens.Generic, depth: number, inLink: boolean): ReactNode {
  if (depth > DEEPEST) return token.raw
  const inner = () => inline(token.tokens, depth, inLink)
  switch (token.type) {
    case 'strong':
      return <strong>{inner()}</strong>
    case 'em':
      return <em>{inner()}</em>
    case 'del':
      return <del>{inner()}</del>
    case 'codespan':
      return <code>{String(token['text'])}</code>
    case 'br':
      return <br />
    case 'text':
      return token.tokens ? inner() : withoutEntities(String(token['text']))
    case 'escape':
      return String(token['text'])
    case 'link':
      return inLink ? inner() : <Anchor token={token as Tokens.Link} depth={depth} />
    case 'image':
      return <Image token={token as Tokens.Image} inLink={inLink} />
    case 'checkbox':
      return null
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? <br /> : token.raw
    default:
      return token.raw
  }
}

function Anchor({ token, depth }: { token: Tokens.Link; depth: number }) {
  const destination = destinationOf(withoutEntities(token.href))
  const text = inline(token.tokens, depth, true)
  if (!destination) return <span title={oneLine(token.href)}>{text}</span>
  return (
    <a href={destination.href} title={destination.href} target="_blank" rel="noopener noreferrer">
      {text}
      {pretends(token.text, destination) && ` (${destination.place})`}
    </a>
  )
}

function Image({ token, inLink }: { token: Tokens.Image; inLink: boolean }) {
  const destination = destinationOf(withoutEntities(token.href))
  const name = oneLine(token.text) || 'image'
  if (!destination || inLink) return <span>[{name}]</span>
  return (
    <a
      href={destination.href}
      title={destination.href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1.5 rounded-md border border-line px-2 py-0.5 text-sm no-underline"
    >
      <Picture className="size-3.5" />
      {name}
      <span className="text-faint">show image at {destination.place}</span>
      <Out className="size-3" />
    </a>
  )
}
