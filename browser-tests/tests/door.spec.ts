import { expect, test } from '../src/fixtures.ts'

test('a start link lets one window in, once', async ({ carillon, browser }) => {
  const link = await carillon.startLink()
  const first = await browser.newContext()
  const page = await first.newPage()
  await page.goto(link)
  await page.waitForURL((url) => url.pathname !== '/start')
  await expect(page.getByTestId('composer')).toBeVisible()
  expect(page.url()).not.toContain('#')

  const second = await browser.newContext()
  const late = await second.newPage()
  await late.goto(link)
  await expect(late.getByTestId('composer')).toHaveCount(0)
  await expect(late.locator('body')).toContainText('carillon')
  await first.close()
  await second.close()
})

test('the cookie is not the token and no script can read it', async ({ carillon, window }) => {
  const cookies = await window.page.context().cookies(carillon.address)
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  expect(cookies[0]?.name).toContain(new URL(carillon.address).port)
  expect(cookies[0]?.value).not.toContain('browser-tests')
  expect(await window.page.evaluate(() => document.cookie)).toBe('')
})

test('a page from elsewhere reaches nothing', async ({ carillon, window, model }) => {
  const page = await window.page.context().newPage()
  await page.route('http://elsewhere.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>elsewhere</p>' }),
  )
  await page.goto('http://elsewhere.test/')
  const tries = await page.evaluate(async (address) => {
    const outcome = async (work: () => Promise<unknown>) =>
      work().then(
        () => 'reached',
        () => 'refused',
      )
    const socket = () =>
      new Promise((resolve, reject) => {
        const live = new WebSocket(`${address.replace('http', 'ws')}/api/live`)
        live.onopen = resolve
        live.onerror = reject
      })
    return [
      await outcome(() => fetch(`${address}/api/worlds`, { credentials: 'include' })),
      await outcome(() =>
        fetch(`${address}/api/worlds`, { method: 'POST', body: '{"name":"evil"}', credentials: 'include' }),
      ),
      await outcome(socket),
    ]
  }, carillon.address)
  expect(tries).toEqual(['refused', 'refused', 'refused'])
  const { items } = await carillon.api<{ items: { id: string }[] }>('GET', '/api/worlds')
  expect(items.map((world) => world.id)).not.toContain('evil')
  expect(model.baseUrl).toContain('127.0.0.1')
})
