import { expect, newChat, test } from '../src/fixtures.ts'
import type { Call } from '../src/scripted-model.ts'

const words = (tag: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `${tag}${from + n} `)
const whole = (tag: string, count: number) => words(tag, 0, count).join('').trimEnd()

/** One token a word. */
function sayWords(call: Call, tag: string, from: number, to: number): void {
  for (const word of words(tag, from, to)) call.say(word)
}

test('what waits can be changed, steered, sent now and removed, and a reload forgets nothing', async ({
  carillon,
  model,
  window,
}) => {
  await window.open(await newChat(carillon, 'Queue'))
  await window.send('first')
  const first = (await model.call('first')).say('half of the first ')
  for (const text of ['second', 'third', 'fourth', 'fifth']) await window.send(text)
  const chips = window.page.getByTestId('queue-chip')
  const button = (name: string) => window.page.getByRole('button', { name })
  await expect(chips).toHaveText([/second/, /third/, /fourth/, /fifth/])

  await button('Edit in queue: second').click()
  const field = window.page.getByRole('textbox', { name: 'Edit queued message' })
  await expect(field).toBeFocused()
  await field.fill('second, but better')
  await field.press('Enter')
  await expect(chips.first()).toContainText('second, but better')
  await button('Steer with: fourth').click()
  await expect(chips).toHaveText([/steers\s*fourth/, /better/, /third/, /fifth/])
  await button('Remove from queue: fifth').click()
  await expect(chips).toHaveCount(3)
  await window.page.reload()
  await expect(chips).toHaveText([/steers\s*fourth/, /better/, /third/])

  await button('Send now: third').click()
  await first.cut
  await expect(window.messages('stopped')).toContainText('half of the first')
  const third = await model.call('third')
  expect(third.shown).not.toMatch(/fourth|fifth|second/)
  third.say('answer to the third').end()
  ;(await model.call('fourth')).say('answer to the fourth').end()
  ;(await model.call('second, but better')).say('answer to the second').end()
  await expect(window.messages()).toHaveText([/to the third/, /to the fourth/, /to the second/])
  await expect(chips).toHaveCount(0)
  await expect(window.transcript).not.toContainText('fifth')
})

test('the keys steer and interrupt, and the menu rolls back', async ({ carillon, model, window }) => {
  await window.open(await newChat(carillon, 'Ways in'))
  await window.send('first')
  const first = (await model.call('first')).say('half of the first')
  await window.composer.fill('steering')
  await window.composer.press('Control+Enter')
  await expect(window.page.getByTestId('queue-chip')).toHaveAttribute('data-mode', 'steer')
  await window.composer.fill('interrupting')
  await window.composer.press('Control+Shift+Enter')
  await first.cut
  await expect(window.messages('stopped')).toContainText('half of the first')
  const second = (await model.call('interrupting')).say('half of the second')
  await expect(window.transcript).toContainText('half of the second')

  await window.composer.fill('never mind that')
  await window.page.getByRole('button', { name: 'How to send' }).click()
  await window.page.getByRole('menuitem', { name: /Roll back/ }).click()
  await second.cut
  await expect(window.composer).toBeFocused()
  const last = await model.call('never mind that')
  expect(last.shown).not.toMatch(/interrupting|half of the second/)
  await expect(window.transcript).not.toContainText('interrupting')
  await expect(window.transcript).toContainText('half of the first')
  last.say('all right').end()
  ;(await model.call('steering')).say('steered').end()
  await expect(window.messages()).toHaveText([/all right/, /steered/])
})

test('editing and branching in one chat leaves the full stream of another whole', async ({
  carillon,
  model,
  window,
}) => {
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(blue)
  await window.send('question of blue')
  const inBlue = await model.call('question of blue')
  sayWords(inBlue, 'B', 0, 100)
  await expect(window.transcript).toContainText(whole('B', 100))

  await window.open(red)
  await window.send('question of red')
  ;(await model.call('question of red')).say('answer of red').end()
  await expect(window.messages()).toHaveText(/answer of red/)
  await window.send('more of red')
  const cut = (await model.call('more of red')).say('half of more')
  const person = window.page.locator('[data-testid="message"][data-sender="human"]')
  await person.first().hover()
  await person.first().getByRole('button', { name: 'Edit message' }).click()
  const field = window.page.getByRole('textbox', { name: 'Edit message' })
  await expect(window.page.getByText('stops the turn that runs and takes out what follows')).toBeVisible()
  await field.fill('another question of red')
  await window.page.reload()
  await expect(field).toHaveValue('another question of red')
  sayWords(inBlue, 'B', 100, 150)
  await field.press('Enter')
  sayWords(inBlue, 'B', 150, 200)
  await cut.cut
  const again = await model.call('another question of red')
  expect(again.shown).not.toMatch(/more of red|answer of red|B\d/)
  again.say('another answer of red').end()
  await expect(window.messages()).toHaveText([/another answer of red/])
  await expect(person).toHaveText([/another question of red/])
  await window.open(blue)
  await expect(person).toHaveText([/question of blue/])
  await expect(window.messages('open')).toContainText(whole('B', 200))
  await window.open(red)

  await window.messages().hover()
  await window.messages().getByRole('button', { name: 'More for this message' }).click()
  await window.page.getByRole('menuitem', { name: 'Branch from here' }).click()
  sayWords(inBlue, 'B', 200, 300)
  await window.page.waitForURL((url) => !url.pathname.endsWith(red))
  await expect(window.page.getByTestId('branched-from')).toContainText('Red')
  await expect(window.page.getByRole('heading', { level: 1 })).toHaveText('Red (branch)')
  await expect(window.transcript).toContainText('another answer of red')
  await window.page.reload()
  await expect(window.page.getByTestId('branched-from')).toContainText('Red')
  await window.send('only in the branch')
  const inBranch = await model.call('only in the branch')
  expect(inBranch.shown).toContain('another answer of red')
  inBranch.say('said in the branch').end()
  await expect(window.messages()).toHaveCount(2)

  await window.page.getByTestId('branched-from').click()
  await window.page.waitForURL(`**/c/${red}`)
  await expect(window.messages()).toHaveText([/another answer of red/])
  await expect(window.row(blue)).toHaveAttribute('data-status', 'writing')
  sayWords(inBlue, 'B', 300, 400)
  inBlue.end()
  await window.open(blue)
  await expect(window.messages()).toContainText(whole('B', 400))
  await expect(person).toHaveText([/question of blue/])
  await expect(window.transcript).not.toContainText('of red')
})

test('what was taken out comes back with one click, also after a reload, until one writes on', async ({
  carillon,
  model,
  window,
}) => {
  await window.open(await newChat(carillon, 'Undo'))
  for (const nth of ['one', 'two']) {
    await window.send(`question ${nth}`)
    ;(await model.call(`question ${nth}`)).say(`answer ${nth}`).end()
    await expect(window.messages().last()).toContainText(`answer ${nth}`)
  }
  const takeOut = async () => {
    const question = window.page.locator('[data-testid="message"]', { hasText: 'question two' })
    await question.hover()
    await question.getByRole('button', { name: 'More for this message' }).click()
    await window.page.getByRole('menuitem', { name: 'Delete from here' }).click()
    await expect(window.messages()).toHaveText([/answer one/])
  }
  const line = window.page.getByTestId('undo-line')
  await takeOut()
  await expect(line).toContainText('What followed was taken out.')
  await window.page.reload()
  await expect(window.messages()).toHaveText([/answer one/])
  await line.getByRole('button', { name: 'Undo' }).click()
  await expect(window.messages()).toHaveText([/answer one/, /answer two/])
  await expect(line).toHaveCount(0)

  await takeOut()
  await line.getByRole('button', { name: 'Undo' }).click()
  await expect(window.messages()).toHaveText([/answer one/, /answer two/])

  await takeOut()
  await window.send('question three')
  const third = await model.call('question three')
  expect(third.shown).toContain('answer one')
  expect(third.shown).not.toContain('two')
  third.say('answer three').end()
  await expect(window.messages()).toHaveText([/answer one/, /answer three/])
  await expect(line).toHaveCount(0)
})

test('an answer is asked for again in its place', async ({ carillon, model, window }) => {
  await window.open(await newChat(carillon, 'Again'))
  await window.send('ask me')
  ;(await model.call('ask me')).say('a poor answer').end()
  await window.messages().hover()
  await window.messages().getByRole('button', { name: 'Regenerate answer' }).click()
  const again = await model.call('ask me')
  expect(again.shown).not.toContain('a poor answer')
  again.say('a good answer').end()
  await expect(window.messages()).toHaveText([/a good answer/])
  await expect(window.transcript.getByText('ask me')).toHaveCount(1)
})

test('stopping one of three chats that stream leaves two whole', async ({ carillon, model, window }) => {
  const chats: { id: string; call: Call; tag: string }[] = []
  for (const name of ['Red', 'Green', 'Blue']) {
    const id = await newChat(carillon, name)
    await window.open(id)
    await window.send(`question of ${name}`)
    const call = await model.call(`question of ${name}`)
    sayWords(call, name, 0, 100)
    await expect(window.transcript).toContainText(whole(name, 100))
    chats.push({ id, call, tag: name })
  }
  const [red, green, blue] = chats as [(typeof chats)[0], (typeof chats)[0], (typeof chats)[0]]
  await window.open(green.id)
  await expect(window.transcript).toContainText(whole('Green', 100))
  await window.page.getByTestId('stop').click()
  await green.call.cut
  await expect(window.messages('stopped')).toContainText(whole('Green', 100))
  await expect(window.row(green.id)).toHaveAttribute('data-status', 'stopped')

  for (const { id, call, tag } of [red, blue]) {
    await expect(window.row(id)).toHaveAttribute('data-status', 'writing')
    sayWords(call, tag, 100, 250)
    call.end()
    await window.open(id)
    await expect(window.messages()).toContainText(whole(tag, 250))
    await expect(window.transcript).not.toContainText('Green')
  }
})
