import { PAGE_HEAD, SandboxFrame } from './sandbox-frame'

interface Props {
  kind: 'svg' | 'html'
  source: string
}

/** What a source draws. */
export function Preview({ kind, source }: Props) {
  return (
    <SandboxFrame
      key={source}
      title="Preview"
      page={() => pageOf(kind, source)}
      className="block h-80 w-full border-0 bg-white"
    />
  )
}

/** What would ask for something elsewhere, some of it whatever the policy says. */
const REACHING_OUT = 'script, link, meta, base, iframe, frame, object, embed, applet'

/** Attributes that load, which a browser may do before it has read the policy. */
const LOADING = ['src', 'srcset', 'poster', 'background', 'data', 'href', 'xlink:href']

function loadNothing(page: Document) {
  for (const element of page.querySelectorAll('*:not(a)')) {
    for (const name of LOADING) {
      const value = element.getAttribute(name)
      if (value !== null && !/^(data:|#)/i.test(value)) element.removeAttribute(name)
    }
  }
}

export function pageOf(kind: 'svg' | 'html', source: string): string {
  if (kind === 'html') {
    const page = new DOMParser().parseFromString(source, 'text/html')
    for (const element of page.querySelectorAll(REACHING_OUT)) element.remove()
    loadNothing(page)
    return PAGE_HEAD + page.documentElement.outerHTML
  }
  const picture = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source.toWellFormed())}`
  return `${PAGE_HEAD}<img src="${picture}" alt="" width="100%" height="300">`
}

/** Shows a source as what it draws, and back. */
export function PreviewToggle({ shown, onToggle }: { shown: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={shown}
      onClick={onToggle}
      className="rounded-md px-2 py-0.5 text-xs text-muted hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
    >
      Preview
    </button>
  )
}
