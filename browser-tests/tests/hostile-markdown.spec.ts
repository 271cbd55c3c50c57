import { expect, newChat, test } from '../src/fixtures.ts'

const HOSTILE = [
  '<script>window.ran = 1</script>',
  '<img src="http://127.0.0.1:PORT/pixel" onerror="window.ran = 2">',
  '![pixel](http://127.0.0.1:PORT/pixel)',
  '![a](http://127.0.0.1:PORT/pixel "b" onload=window.ran=3)',
  '<svg onload="window.ran = 4"><image href="http://127.0.0.1:PORT/pixel"/></svg>',
  '[click](javascript:window.ran=5)',
  '[click](JaVaScRiPt&#58;window.ran=6)',
  '[click](data:text/html,<script>window.ran=7</script>)',
  '<iframe src="http://127.0.0.1:PORT/frame" srcdoc="<script>parent.ran=8</script>"></iframe>',
  '<a href="http://127.0.0.1:PORT/" ping="http://127.0.0.1:PORT/ping" onclick="window.ran=9">x</a>',
  '<style>@import url(http://127.0.0.1:PORT/css); body{display:none}</style>',
  '<link rel="stylesheet" href="http://127.0.0.1:PORT/css"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:PORT/">',
  '<video src="http://127.0.0.1:PORT/v" autoplay onplay="window.ran=10"></video>',
  '<form action="http://127.0.0.1:PORT/f"><input autofocus onfocus="window.ran=11"></form>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror="window.ran=12"></style></mglyph></math>',
  '```html\n<script>window.ran = 13</script>\n```',
  '<details open ontoggle="window.ran=14">x</details>',
  '[ref]: javascript:window.ran=15\n[ref]',
]

test('hostile Markdown runs nothing and fetches nothing', async ({ carillon, model, window }) => {
  const elsewhere: string[] = []
  window.page.on('request', (request) => {
    if (!request.url().startsWith(carillon.address) && !request.url().startsWith('data:')) {
      elsewhere.push(request.url())
    }
  })
  window.page.on('dialog', (dialog) => void dialog.dismiss())
  await window.open(await newChat(carillon, '<img src=x onerror="window.ran=20">'))
  await window.send('be hostile')
  const call = await model.call('be hostile')
  const port = new URL(model.baseUrl).port
  for (const line of HOSTILE) {
    const text = line.replaceAll('PORT', port)
    const middle = Math.floor(text.length / 2)
    call.say(text.slice(0, middle))
    call.say(`${text.slice(middle)}\n\n`)
  }
  call.say('the end').end()
  await expect(window.messages()).toContainText('the end')
  for (const link of await window.transcript.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(https?:|mailto:)/)
    expect(await link.getAttribute('rel')).toContain('noopener')
  }
  expect(await window.page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined()
  expect(elsewhere).toEqual([])
  await expect(
    window.transcript.locator('script, iframe, style, link, meta, form, video, object, embed'),
  ).toHaveCount(0)
  await expect(window.composer).toBeVisible()
})
