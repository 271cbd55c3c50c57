/**
 * A frame of its own origin in which nothing runs and which loads nothing: what is drawn in it can neither see nor change
 * anything else.
 */
export function Preview({ kind, source }: { kind: 'svg' | 'html'; source: string }) {
  return (
    <iframe
      sandbox=""
      title="Preview"
      srcDoc={pageOf(kind, source)}
      referrerPolicy="no-referrer"
      className="block h-80 w-full border-0 bg-white"
    />
  )
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
const HEAD = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`

function pageOf(kind: 'svg' | 'html', source: string): string {
  if (kind === 'html') return HEAD + source
  const picture = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source.toWellFormed())}`
  return `${HEAD}<img src="${picture}" alt="" width="100%" height="300">`
}
