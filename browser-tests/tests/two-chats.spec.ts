import { expect, newChat, seeded, test } from '../src/fixtures.ts'

test('an answer ends in the chat it was asked in, wherever one looks', async ({
  carillon,
  model,
  window,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')

  await window.open(red)
  await window.send('question of red')
  const inRed = (await model.call('question of red')).say('red one ')
  await expect(window.transcript).toContainText('red one')

  await window.open(blue)
  await expect(window.page.getByText('red one')).toHaveCount(0)
  await window.send('question of blue')
  const inBlue = (await model.call('question of blue')).say('blue one ')
  inRed.say('red two').end()
  await expect(window.transcript).toContainText('blue one')
  await expect(window.row(red)).toHaveAttribute('data-status', 'idle')
  await expect(window.row(red)).toHaveAttribute('data-unread', 'true')
  await expect(window.row(blue)).toHaveAttribute('data-status', 'writing')
  inBlue.say('blue two').end()

  await expect(window.messages()).toHaveText(/blue one blue two/)
  await window.open(red)
  await expect(window.messages()).toHaveText(/red one red two/)
  await expect(window.transcript).not.toContainText('blue')
  expect(inBlue.shown).not.toContain('red')
})

test('ten chats that stream while one switches at random all end whole and in place', async ({
  carillon,
  window,
}) => {
  const random = seeded(7)
  const chats: string[] = []
  for (let i = 0; i < 10; i++) chats.push(await newChat(carillon, `Chat ${i}`))
  for (const [i, chat] of chats.entries()) {
    await window.open(chat)
    await window.send(`words=60 every=50 tag=T${i}x`)
  }
  for (let switches = 0; switches < 60; switches++) {
    const i = Math.floor(random() * chats.length)
    await window.open(chats[i] as string)
    const shown = await window.transcript.innerText()
    for (const tag of shown.match(/T\dx/g) ?? []) expect(tag).toBe(`T${i}x`)
  }
  for (const [i, chat] of chats.entries()) {
    const whole = Array.from({ length: 60 }, (_, n) => `T${i}x${n}`).join(' ')
    await window.open(chat)
    await expect(window.messages()).toContainText(whole)
    await expect(window.row(chat)).toHaveAttribute('data-status', 'idle')
  }
})

test('a draft stays with its chat over switching and reloading', async ({ carillon, window }) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.composer.fill('half a thought of red')
  await window.open(blue)
  await expect(window.composer).toHaveValue('')
  await window.composer.fill('another of blue')
  await window.open(red)
  await expect(window.composer).toHaveValue('half a thought of red')
  await window.page.reload()
  await expect(window.composer).toHaveValue('half a thought of red')
  await window.open(blue)
  await expect(window.composer).toHaveValue('another of blue')
})

test('a chat made before it is opened is where one left it, and in no document until then', async ({
  carillon,
  model,
  window,
}) => {
  const { page } = window
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(blue)
  await window.send('question of blue')
  await window.open(red)
  for (const tag of ['R1x', 'R2x', 'R3x']) {
    await window.send(`markdown=600 every=0 tag=${tag}`)
    await expect(window.messages().filter({ hasText: tag })).toHaveCount(1)
  }
  await expect(window.row(red)).toHaveAttribute('data-status', 'idle')
  ;(await model.call('question of blue')).say('answer of blue').end()
  await expect(window.row(blue)).toHaveAttribute('data-unread', 'true')
  await window.composer.fill('half a thought of red')
  const second = window.messages().filter({ hasText: 'R2x' })
  await window.transcript.evaluate((box) => (box.scrollTop = box.scrollHeight / 2))
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible()
  const left = await second.evaluate((row) => row.getBoundingClientRect().top)
  const expectAsLeft = async () => {
    await expect.poll(() => second.evaluate((row) => row.getBoundingClientRect().top)).toBeCloseTo(left, -1)
    await expect(window.composer).toHaveValue('half a thought of red')
    await expect(page.locator('[data-chat-id][data-phase]')).toHaveCount(1)
  }

  await page.evaluate(() => {
    const fields: HTMLElement[] = []
    const create = document.createElement.bind(document)
    document.createElement = (name: string) => {
      const made = create(name)
      if (name === 'textarea') fields.push(made)
      return made
    }
    Object.assign(globalThis, { fields })
  })
  await window.open(blue)
  // Blue is read now and leaves the top of the list: red comes to lie under the pointer, which did not move.
  await window.row(red).hover()
  await page.waitForFunction((chat) => {
    const { fields } = globalThis as unknown as { fields: readonly HTMLElement[] }
    return fields.some((each) => !each.isConnected && each.closest(`[data-chat-id="${chat}"]`)?.parentElement)
  }, red)
  await expect(page.getByText('R2x')).toHaveCount(0)
  await expect(window.composer).toHaveCount(1)
  await window.row(red).getByRole('link').click()
  await expectAsLeft()

  await page.goBack()
  await expect(window.transcript).toContainText('answer of blue')
  await expect(window.transcript).not.toContainText('R2x')
  await page.goForward()
  await expectAsLeft()
})

test('stopping one chat leaves the other running', async ({ carillon, model, window }) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.send('stop me')
  const inRed = (await model.call('stop me')).say('half of red')
  await window.open(blue)
  await window.send('leave me')
  const inBlue = (await model.call('leave me')).say('half of blue ')
  await window.open(red)
  await expect(window.transcript).toContainText('half of red')
  await window.page.getByTestId('stop').click()
  await inRed.cut

  await expect(window.messages('stopped')).toContainText('half of red')
  await expect(window.row(red)).toHaveAttribute('data-status', 'stopped')
  await expect(window.row(blue)).toHaveAttribute('data-status', 'writing')
  inBlue.say('and the rest').end()
  await window.open(blue)
  await expect(window.messages()).toContainText('half of blue and the rest')
})

test('a chat deleted while it runs takes no other with it and can be brought back', async ({
  carillon,
  model,
  window,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(red)
  await window.send('delete me')
  const inRed = (await model.call('delete me')).say('half of red')
  await window.open(blue)
  await window.send('leave me')
  const inBlue = (await model.call('leave me')).say('half of blue ')
  await window.row(red).hover()
  await window.row(red).getByRole('button', { name: 'Menu of Red' }).click()
  await window.page.getByRole('menuitem', { name: 'Delete' }).click()
  await inRed.cut
  await expect(window.row(red)).toHaveCount(0)
  inBlue.say('and the rest').end()
  await expect(window.messages()).toContainText('half of blue and the rest')

  await window.page.getByRole('button', { name: 'Undo' }).click()
  await expect(window.row(red)).toHaveCount(1)
  await window.open(red)
  await expect(window.messages('stopped')).toContainText('half of red')
})
