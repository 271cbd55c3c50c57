// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { pageOf } from '../../src/parts/tools/preview'

const drawn = (page: string) => new DOMParser().parseFromString(page, 'text/html')

test('a picture is drawn as one, in which nothing runs', () => {
  const source = '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><script>a()</script>"\ud800ü</svg>'
  const page = drawn(pageOf('svg', source))
  expect(page.querySelectorAll('script, svg')).toHaveLength(0)
  expect(page.querySelectorAll('img')).toHaveLength(1)
  const [, picture = ''] = /^data:image\/svg\+xml;charset=utf-8,(.*)$/s.exec(page.images[0]?.src ?? '') ?? []
  expect(decodeURIComponent(picture)).toBe(source.replace('\ud800', '\ufffd'))
})

test('a page keeps its look, and nothing of it reaches out', () => {
  const source = `<!doctype html><html><head><base href="http://a.example/"><link rel="preconnect" href="http://a.example">
    <meta http-equiv="refresh" content="0;url=http://a.example"><style>p{color:red}</style></head>
    <body><p style="font-weight:bold">Hi</p><script>a()</script><iframe src="http://a.example"></iframe><object data="x"></object>
    <img src="http://a.example/i" srcset="http://a.example/2"><img src="data:image/gif;base64,R0"><video poster="http://a.example/p"></video>`
  const html = pageOf('html', source)
  expect(html).toMatch(/^<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"/)
  const page = drawn(html)
  expect(page.querySelectorAll('script, link, base, iframe, object, [http-equiv="refresh"]')).toHaveLength(0)
  expect(page.body.innerHTML).not.toContain('http://a.example')
  expect(page.querySelectorAll('img[src^="data:"]')).toHaveLength(1)
  expect(page.querySelector('p')?.style.fontWeight).toBe('bold')
  expect(page.querySelector('style')?.textContent).toBe('p{color:red}')
  expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  )
})
