const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/gu
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line without control, invisible or direction characters, for titles, names and reasons. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(CONTROLS, ' ').replace(/\s+/gu, ' ').trim()
}

/** Code with its direction characters spelled out, so that it reads in the order it runs. */
export function visibleCode(code: string): string {
  return code.replace(
    DIRECTION,
    (char) => `\u27e6U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}\u27e7`,
  )
}

/** “1 chat”, “3 chats”. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
