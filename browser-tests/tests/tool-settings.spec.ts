import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, newChat, test } from '../src/fixtures.ts'

const SERVER = fileURLToPath(new URL('../src/tool-server.mjs', import.meta.url))

test('MCP servers of a world: how they are, why one fails, what they offer, started anew', async ({
  carillon,
  model,
  window,
  another,
  folder,
}) => {
  const starts = join(folder, 'starts')
  const started = async () => (await readFile(starts, 'utf8')).trim().split('\n').map(Number)
  const settings = await another()
  await settings.page.goto(`${carillon.address}/w/bells/settings/world`)
  await settings.page.getByLabel('MCP servers', { exact: true }).fill(
    JSON.stringify({
      mcpServers: {
        small: { command: process.execPath, args: [SERVER, starts] },
        broken: { command: join(folder, 'no-such-program') },
      },
    }),
  )
  await settings.page.getByRole('button', { name: 'Save' }).click()
  const servers = settings.page.getByLabel('MCP servers as they are')
  const server = (name: string) => servers.getByRole('listitem', { name, exact: true })
  await expect(server('small')).toContainText('Not started yet')
  await expect(server('broken')).toContainText('Not started yet')

  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  for (const chat of [red, blue]) {
    await window.open(chat)
    await window.send(`say it ${chat}`)
    const call = await model.call(`say it ${chat}`)
    expect(call.tools).toContain('small_say')
    expect(call.tools).toContain('read_file')
    call.use('small_say', { text: `words of ${chat}` }).end()
    await expect(window.approvals).toContainText(`words of ${chat}`)
  }
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  await window.open(red)
  await window.approvals.getByRole('button', { name: 'Allow once' }).click()
  for (const chat of [red, blue]) {
    const after = await model.call(`say it ${chat}`)
    expect(after.results).toEqual([expect.stringContaining(`said words of ${chat}`)])
    after.say('heard').end()
  }
  await expect(window.calls).toHaveText([/small_say.*Done/s])

  await servers.getByRole('button', { name: 'Refresh' }).click()
  await expect(server('small')).toContainText('Running')
  await server('small').getByText('1 tool').click()
  await expect(server('small').getByText('small_say', { exact: true })).toBeVisible()
  await expect(server('broken')).toContainText('Failed')
  await expect(server('broken')).toContainText('no-such-program')

  const [first] = await started()
  await servers.getByRole('button', { name: 'Restart small' }).click()
  await expect.poll(async () => (await started()).length).toBe(2)
  await expect(server('small')).toContainText('Running')
  expect(() => process.kill(first as number, 0)).toThrow('ESRCH')
})

test('a chat works in a copy of its own until a person merges it, and may be let do less', async ({
  carillon,
  model,
  window,
  folder,
}) => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    })
  git('init', '--quiet')
  await writeFile(join(folder, 'bells.txt'), 'one\n')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
  await carillon.api('PATCH', '/api/worlds/bells', { tools: { mode: 'auto', workspace: folder } })
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  const dialog = window.page.getByRole('dialog', { name: 'Tools of this chat' })
  const chooseTools = async () => {
    await window.page.getByRole('button', { name: 'Chat menu' }).click()
    await window.page.getByRole('menuitem', { name: 'Tools of this chat' }).click()
  }

  await window.open(red)
  await chooseTools()
  await dialog.getByLabel('Work in a private copy of the workspace').check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(window.page.getByTestId('own-tools')).toBeVisible()
  await window.send('write red')
  ;(await model.call('write red')).use('write_file', { path: 'red.txt', content: 'of red\n' }).end()
  ;(await model.call('write red')).say('red wrote').end()
  await expect(window.messages().last()).toContainText('red wrote')

  await window.open(blue)
  await window.send('look blue')
  ;(await model.call('look blue')).use('list_files', {}).end()
  const looked = await model.call('look blue')
  expect(looked.results[0]).toContain('bells.txt')
  expect(looked.results[0]).not.toContain('red.txt')
  looked.say('blue looked').end()
  await expect(window.messages().last()).toContainText('blue looked')

  await window.open(red)
  await chooseTools()
  await expect(dialog.getByLabel('What the chat changed in its copy')).toContainText('of red')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect(dialog.getByRole('status')).toContainText('Merged')
  expect(await readFile(join(folder, 'red.txt'), 'utf8')).toBe('of red\n')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await window.open(blue)
  await chooseTools()
  await dialog.getByRole('radio', { name: 'Read', exact: true }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await window.send('write blue')
  const asked = await model.call('write blue')
  expect(asked.tools).toContain('read_file')
  expect(asked.tools).not.toContain('write_file')
  asked.use('write_file', { path: 'blue.txt', content: 'of blue' }).end()
  const refused = await model.call('write blue')
  expect(refused.results).toEqual([expect.stringContaining('look and change nothing')])
  refused.say('blue may not').end()
  await expect(window.calls.last()).toContainText('Refused')
  await expect(readFile(join(folder, 'blue.txt'), 'utf8')).rejects.toThrow('ENOENT')
})
