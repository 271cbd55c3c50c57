const TEXT_FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select'

/** Whether a key pressed here is a character to be typed, and no command. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TEXT_FIELDS))
}
