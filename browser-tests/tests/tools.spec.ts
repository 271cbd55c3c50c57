import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Locator } from '@playwright/test'
import type { Carillon } from '../src/carillon.ts'
import { expect, newChat, test as base, type Window } from '../src/fixtures.ts'

interface Fixtures {
  /** The folder in which the agents of the world work. */
  workspace: string
}

const test = base.extend<Fixtures>({
  workspace: async ({ carillon, folder }, use) => {
    await carillon.api('PATCH', '/api/worlds/bells', { tools: { mode: 'ask', workspace: folder } })
    await use(folder)
  },
})

const waiting = (window: Window): Locator => window.page.getByTestId('attention')

async function send(carillon: Carillon, chat: string, text: string): Promise<void> {
  await carillon.api('POST', `/api/chats/${chat}/messages`, { text })
}

/** Presses the button as it stands now, wherever the other window is. */
async function allowAtOnce({ page }: Window, approval: string): Promise<void> {
  await page.evaluate(
    (id) => document.querySelector<HTMLElement>(`[data-approval-id="${id}"] button`)?.click(),
    approval,
  )
}

test('ten chats ask at once: each in its place, each answered once from two windows', async ({
  carillon,
  model,
  window,
  another,
  workspace,
}) => {
  const other = await another()
  const errors: string[] = []
  for (const { page } of [window, other]) page.on('pageerror', (error) => errors.push(String(error)))
  const chats: string[] = []
  for (let i = 0; i < 10; i++) chats.push(await newChat(carillon, `Chat ${i}`))
  await Promise.all(chats.map((chat, i) => send(carillon, chat, `change T${i}x`)))
  await Promise.all(
    chats.map(async (_, i) => {
      const call = await model.call(`change T${i}x`)
      for (const n of [1, 2, 3])
        call.use('write_file', { path: `T${i}x-${n}.txt`, content: `T${i}x says ${n}` })
      call.end()
    }),
  )
  await expect(window.page.getByRole('button', { name: '10 waiting for you' })).toBeVisible()

  for (const [i, chat] of chats.entries()) {
    const files = [1, 2, 3].map((n) => `T${i}x-${n}.txt`)
    for (const each of [window, other]) {
      await each.open(chat)
      await expect(each.calls).toHaveText(files.map((file) => new RegExp(`write_file${file}Waits for you`)))
      await expect(each.approvals).toHaveText(files.map((file) => new RegExp(`${file}.*T${i}x says`, 's')))
    }
    const first = (await window.approvals.first().getAttribute('data-approval-id')) as string
    await Promise.all([window, other].map((each) => allowAtOnce(each, first)))
    for (const each of [window, other]) await expect(each.approvals).toHaveCount(2)
    await other.approvals.first().focus()
    await other.page.keyboard.press('d')
    await expect(other.approvals).toHaveCount(1)
    await expect(other.approvals).toBeFocused()
    await other.page.keyboard.press('a')
    const after = await model.call(`change T${i}x`)
    expect(after.results).toEqual([
      expect.stringContaining(files[0] as string),
      expect.stringContaining('did not allow'),
      expect.stringContaining(files[2] as string),
    ])
    after.say(`done T${i}x`).end()
    for (const each of [window, other]) {
      await expect(each.approvals).toHaveCount(0)
      await expect(each.calls).toHaveText([/Done/, /Denied/, /Done/])
      await expect(each.messages().last()).toContainText(`done T${i}x`)
      await expect(each.page.getByText('Not answered')).toHaveCount(0)
    }
  }
  await expect(window.page.getByRole('button', { name: 'Nothing waits for you' })).toBeVisible()
  const written = chats.flatMap((_, i) => [`T${i}x-1.txt`, `T${i}x-3.txt`])
  expect((await readdir(workspace)).toSorted()).toEqual(written.toSorted())
  for (const file of written) {
    expect(await readFile(join(workspace, file), 'utf8')).toBe(
      file.replace('-', ' says ').replace('.txt', ''),
    )
  }
  expect(errors).toEqual([])
})

test('what waits in all chats is answered from one list, the same request in several with one key', async ({
  carillon,
  model,
  window,
  another,
  workspace: _,
}) => {
  const chats: string[] = []
  for (let i = 0; i < 4; i++) chats.push(await newChat(carillon, `Chat ${i}`))
  for (const [i, chat] of chats.entries()) {
    await send(carillon, chat, `run T${i}x`)
    const argv = ['echo', i < 3 ? 'bells' : 'only-one']
    ;(await model.call(`run T${i}x`)).use('shell', { argv }).end()
    await expect(window.row(chat)).toHaveAttribute('data-status', 'approval')
  }
  const other = await another()
  for (const each of [window, other]) {
    await each.page.keyboard.press('ControlOrMeta+Shift+A')
    await expect(waiting(each)).toHaveText([/echo bells.*3 chats/, /echo only-one.*Chat 3/])
  }
  await window.page.keyboard.press('a')
  for (const each of [window, other]) await expect(waiting(each)).toHaveText([/echo only-one/])
  for (const i of [0, 1, 2]) {
    const after = await model.call(`run T${i}x`)
    expect(after.results).toEqual([expect.stringContaining('bells')])
    after.say('rang').end()
    await expect(window.row(chats[i] as string)).toHaveAttribute('data-status', 'idle')
  }
  await window.page.keyboard.press('Enter')
  await window.page.waitForURL(`**/c/${chats[3]}`)
  await expect(window.approvals).toHaveCount(1)
  await other.page.keyboard.press('ArrowDown')
  await other.page.keyboard.press('d')
  await expect(waiting(other)).toHaveCount(0)
  await expect(window.approvals).toHaveCount(0)
  expect((await model.call('run T3x')).results).toEqual([expect.stringContaining('did not allow')])
})

test('output is seen as it comes, in its chat alone, again after a reload, and until it is stopped', async ({
  carillon,
  model,
  window,
  workspace: _,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.send('run red')
  ;(await model.call('run red'))
    .use('shell', { command: 'printf "\\033[31mred one\\033[0m\\n"; sleep 1000' })
    .end()
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  await expect(window.calls).toContainText('Running')
  await expect(window.calls.getByLabel('Output of shell')).toHaveText('red one\n')
  await window.open(blue)
  await expect(window.page.getByText('red one')).toHaveCount(0)
  await expect(window.row(red)).toHaveAttribute('data-status', 'tool')
  await window.open(red)
  await window.page.reload()
  await expect(window.calls.getByLabel('Output of shell')).toHaveText('red one\n')
  await window.page.getByTestId('stop').click()
  await expect(window.calls).toContainText('Stopped')
  await expect(window.row(red)).toHaveAttribute('data-status', 'stopped')
})

test('a call is seen while it is written, in its chat alone, again after a reload, and in place when it runs', async ({
  carillon,
  model,
  window,
  workspace,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.send('write red')
  const call = await model.call('write red')
  call.begin('write_file', '{"path":"red.txt","con')
  await expect(window.calls).toHaveText(/write_filered\.txtWriting22 characters/)
  await expect(window.row(red)).toHaveAttribute('data-status', 'writing')
  call.write('tent":"one \ud83d').write('\udd14 ')
  await window.calls.getByRole('button').first().click()
  const input = window.calls.getByLabel('Input', { exact: true })
  await expect(input).toHaveText('{"path":"red.txt","content":"one 🔔 ')
  await window.open(blue)
  await expect(window.calls).toHaveCount(0)
  for (const comeBack of [() => window.open(red), () => window.page.reload()]) {
    await comeBack()
    await expect(window.calls).toHaveText(/write_filered\.txtWriting36 characters/)
  }
  call.write('two\\n')
  await window.calls.getByRole('button').first().click()
  await expect(input).toHaveText('{"path":"red.txt","content":"one 🔔 two\\n')
  const before = await window.calls.boundingBox()
  call.write('"}').end()
  await expect(window.calls).toContainText('Waits for you')
  await expect(window.calls).toHaveCount(1)
  await expect(input).toContainText('"path": "red.txt"')
  const after = await window.calls.boundingBox()
  expect(after?.x).toBe(before?.x)
  expect(after?.width).toBe(before?.width)
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  await expect(window.calls).toContainText('Done')
  expect(await readFile(join(workspace, 'red.txt'), 'utf8')).toBe('one 🔔 two\n')
  ;(await model.call('write red')).begin('write_file', '{"path":"never.txt"')
  await expect(window.calls).toHaveCount(2)
  await window.page.getByTestId('stop').click()
  await expect(window.row(red)).toHaveAttribute('data-status', 'stopped')
  await expect(window.calls).toHaveCount(1)
  await expect(window.transcript).not.toContainText('never.txt')
})

test('arguments that a person changes are judged, and what ran with them is shown', async ({
  carillon,
  model,
  window,
  workspace,
}) => {
  const red = await newChat(carillon, 'Red')
  await window.open(red)
  await window.send('write red')
  ;(await model.call('write red')).use('write_file', { path: 'a.txt', content: 'theirs\n' }).end()
  await window.page.reload()
  await window.approvals.getByRole('button', { name: 'Edit arguments…' }).click()
  const field = window.approvals.getByLabel('Arguments, as JSON')
  await field.fill('{"path":"../../outside.txt","content":"mine"}')
  await window.approvals.getByRole('button', { name: 'Allow with these' }).click()
  await expect(window.approvals.getByRole('alert')).toBeVisible()
  await field.fill('{"path":"b.txt","content":"mine\\n"}')
  await window.approvals.getByRole('button', { name: 'Allow with these' }).click()
  await expect(window.calls).toContainText('Done')
  await expect(window.calls.getByLabel('1 added, 0 removed')).toBeVisible()
  await expect(window.calls.getByLabel('What it changed')).toContainText('mine')
  await window.calls.getByRole('button').first().click()
  await expect(window.calls.getByLabel('Input', { exact: true })).toContainText('a.txt')
  await expect(window.calls.getByLabel('Input that it ran with')).toContainText('b.txt')
  expect(await readdir(workspace)).toEqual(['b.txt'])
})

test('an approval waits across a crash; a tool that ran then is unknown and does not run again', async ({
  carillon,
  model,
  window,
  workspace,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.send('run red')
  const command = 'echo ran >> runs.txt; echo begun; sleep 1000'
  ;(await model.call('run red')).use('shell', { command }).end()
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  await expect(window.calls.getByLabel('Output of shell')).toHaveText('begun\n')
  await window.open(blue)
  await window.send('write blue')
  ;(await model.call('write blue')).use('write_file', { path: 'blue.txt', content: 'blue' }).end()
  await expect(window.approvals).toHaveCount(1)
  await carillon.crashAndRestart()

  await expect(window.row(red)).toHaveAttribute('data-status', 'stopped')
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  ;(await model.call('write blue')).say('blue is done').end()
  await expect(window.messages().last()).toContainText('blue is done')
  await window.open(red)
  await expect(window.calls).toContainText('Unknown')
  await expect(window.calls).toContainText('It is not run again by itself.')
  expect(await readFile(join(workspace, 'runs.txt'), 'utf8')).toBe('ran\n')
  expect((await readdir(workspace)).toSorted()).toEqual(['blue.txt', 'runs.txt'])
})

test('a picture or a page is previewed in a frame in which nothing runs or loads', async ({
  carillon,
  model,
  window,
  workspace,
}) => {
  const asked: string[] = []
  window.page.on('request', (request) => asked.push(request.url()))
  const elsewhere = `${model.baseUrl}/stolen`
  const hostile = `<script>parent.document.title = 'stolen'</script><img src="${elsewhere}/img" onerror="parent.document.title='stolen'">
    <link rel="stylesheet" href="${elsewhere}/css"><meta http-equiv="refresh" content="0;url=${elsewhere}/refresh">
    <iframe src="${elsewhere}/frame"></iframe>`
  await writeFile(
    join(workspace, 'bell.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><style>rect{fill:rgb(15,111,99)}</style><rect width="10" height="10"/>
    <script>parent.document.title = 'stolen'</script><image href="${elsewhere}/svg"/></svg>`,
  )
  await writeFile(
    join(workspace, 'page.html'),
    `<style>h1{color:rgb(1,2,3)}</style><h1 style="margin:7px">A page</h1>${hostile}`,
  )
  const red = await newChat(carillon, 'Red')
  await window.open(red)
  await window.send('look red')
  ;(await model.call('look red'))
    .use('read_file', { path: 'bell.svg' })
    .use('read_file', { path: 'page.html' })
    .end()
  ;(await model.call('look red')).say('seen').end()
  await expect(window.messages().last()).toContainText('seen')
  for (const card of await window.calls.all()) {
    await card.getByRole('button').first().click()
    await card.getByRole('button', { name: 'Preview' }).click()
  }
  const preview = (card: number) =>
    window.calls.nth(card).frameLocator('iframe[title="Preview"]').frameLocator('iframe[title="Preview"]')
  const heading = preview(1).getByRole('heading', { name: 'A page' })
  await expect(heading).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(heading).toHaveCSS('margin-top', '7px')
  expect(await heading.evaluate(() => origin)).toBe('null')
  const picture = preview(0).locator('img')
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true)
  await expect(window.page).not.toHaveTitle(/stolen/)
  expect(asked.filter((url) => url.includes('stolen'))).toEqual([])
})

test('an image that a tool gives is drawn in its card, in a frame that reaches nothing', async ({
  carillon,
  model,
  window,
  workspace,
}) => {
  const answered: string[] = []
  window.page.on('response', (response) => answered.push(response.url()))
  await writeFile(join(workspace, 'bell.png'), drawnPng(320, 600))
  await writeFile(join(workspace, 'liar.png'), `<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>`)
  const red = await newChat(carillon, 'Red')
  await window.open(red)
  await window.send('look red')
  ;(await model.call('look red'))
    .use('read_file', { path: 'bell.png' })
    .use('read_file', { path: 'liar.png' })
    .end()
  const after = await model.call('look red')
  expect(after.results[0]).toContain('[Image 1: image/png, 320 × 600')
  expect(JSON.stringify(after.results)).not.toContain('iVBORw0KGgo')
  after.say('seen').end()
  await expect(window.messages().last()).toContainText('seen')

  const shown = async () => {
    const frames = window.calls.locator('iframe[title^="Images of"]')
    await expect(frames).toHaveCount(1)
    const inner = frames.first().contentFrame().locator('iframe').contentFrame()
    const image = inner.getByAltText('read_file bell.png: image 1, 320 × 600')
    await expect(image).toBeVisible()
    expect(await image.evaluate((each: HTMLImageElement) => [each.naturalWidth, each.naturalHeight])).toEqual(
      [320, 600],
    )
    return image
  }
  const image = await shown()
  expect((await image.boundingBox())?.height).toBe(240)
  expect(await image.evaluate(() => origin)).toBe('null')
  const elsewhere = `${model.baseUrl}/stolen`
  await image.evaluate((each, src) => {
    const other = document.createElement('img')
    other.src = src
    each.after(other)
  }, elsewhere)
  await expect
    .poll(() => image.evaluate(() => [...document.images].map((each) => each.complete)))
    .toEqual([true, true])
  expect(answered.filter((url) => url.includes('stolen'))).toEqual([])
  await window.calls.first().getByRole('button', { name: 'Larger' }).click()
  await expect.poll(async () => (await image.boundingBox())?.height).toBeGreaterThan(400)

  await window.page.reload()
  await shown()
  const response = await carillon.api(
    'POST',
    `/api/chats/${red}/messages/${await lastMessage(window)}/branch`,
  )
  await window.open((response as { id: string }).id)
  await carillon.api('DELETE', `/api/chats/${red}`)
  await shown()
})

async function lastMessage(window: Window): Promise<string> {
  return (await window.messages().last().getAttribute('data-message-id')) as string
}

/** A red PNG. */
function drawnPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const row = Buffer.alloc(1 + 3 * width)
  for (let x = 0; x < width; x++) row[1 + 3 * x] = 200
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
