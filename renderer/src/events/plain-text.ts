const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/gu
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line without control, invisible or direction characters, for titles, names and reasons. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(CONTROLS, ' ').replace(/\s+/gu, ' ').trim()
}

/** Code with its direction characters spelled out, so that it reads in the order it runs. */
export function visibleCode(code: string): string {
  return code.replace(DIRECTION, spelled)
}

function spelled(char: string): string {
  return `\u27e6U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}\u27e7`
}

/** “1 chat”, “3 chats”. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu

/** A text in which everything that would not be seen is spelled out, but for lines and tabs. */
export function exactly(text: string): string {
  return text.replace(UNSEEN, (char) => (char === '\n' || char === '\t' ? char : spelled(char)))
}

// What a terminal would take for a command, also when the end of it has not come yet.
const ESCAPES =
  // oxlint-disable-next-line no-control-regex -- its commands begin with control characters
  /\u001b(?:\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b\n]*(?:\u001b\\)?|\[[0-?]*[ -/]*[@-~]?|[ -/]*[0-~]?)|\u009b[0-?]*[ -/]*[@-~]?/gu
const OTHER_CONTROLS = /[^\P{Cc}\n\t]/gu

/** What a program put out, as lines of text: nothing in it moves, colours or hides anything. */
export function outputText(output: string): string {
  return visibleCode(output.replace(ESCAPES, '').replace(/\r\n?/gu, '\n').replace(OTHER_CONTROLS, ''))
}
