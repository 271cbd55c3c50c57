export interface Destination {
  readonly href: string
  /** Host, or mail address: what a person should know before following. */
  readonly place: string
}

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/** Where a link goes, or nothing when this window would not go there. Relative addresses lead nowhere outside. */
export function destinationOf(raw: string): Destination | undefined {
  let url: URL
  try {
    url = new URL(raw)
  } catch {
    return undefined
  }
  if (!SCHEMES.has(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '') return undefined
  return { href: url.href, place: url.protocol === 'mailto:' ? url.pathname : url.host }
}

/** The text reads like an address, but of another place than the link's. */
export function pretends(text: string, destination: Destination): boolean {
  const named = /^\s*(?:https?:\/\/)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:[/:?#]|\s*$)/i.exec(
    text,
  )?.[1]
  return (
    named !== undefined &&
    named.toLowerCase() !== destination.place.replace(/^www\.|:\d+$/g, '').toLowerCase()
  )
}
