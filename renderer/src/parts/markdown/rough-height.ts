const LINE_PX = 25
const GAP_PX = 12
const LINE_CHARACTERS = 100

/** Pixels that a text takes on screen, roughly: its lines, each as often as it is wrapped. */
export function roughHeight(text: string): number {
  let height = 0
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const length = (end < 0 ? text.length : end) - from
    height += length === 0 ? GAP_PX : Math.ceil(length / LINE_CHARACTERS) * LINE_PX
    from += length + 1
  }
  return height
}
