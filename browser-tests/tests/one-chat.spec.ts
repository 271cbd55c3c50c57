import { expect, newChat, test } from '../src/fixtures.ts'

test('a message sent while busy waits as a chip and then goes', async ({ carillon, model, window }) => {
  await window.open(await newChat(carillon, 'Queue'))
  await window.send('first')
  const first = (await model.call('first')).say('answer to first')
  await window.send('second')
  await window.send('third')
  await expect(window.page.getByTestId('queue-chip')).toHaveCount(2)
  await window.page.getByRole('button', { name: 'Remove from queue: second' }).click()
  await expect(window.page.getByTestId('queue-chip')).toHaveCount(1)
  first.end()

  const third = await model.call('third')
  expect(third.shown).not.toContain('second')
  third.say('answer to third').end()
  await expect(window.messages()).toHaveCount(2)
  await expect(window.page.getByTestId('queue-chip')).toHaveCount(0)
})

test('a failure says why in plain words and continue asks again', async ({ carillon, model, window }) => {
  await window.open(await newChat(carillon, 'Fails'))
  await window.send('will fail')
  ;(await model.call('will fail')).fail(404, 'the model is on holiday')
  await expect(window.transcript).toContainText('the model is on holiday')
  await window.page.getByTestId('continue').click()
  ;(await model.call('will fail')).say('back from holiday').end()
  await expect(window.messages()).toContainText('back from holiday')
  await expect(window.page.getByTestId('continue')).toHaveCount(0)
})

test('reloading in mid-stream loses and doubles nothing', async ({ carillon, model, window }) => {
  await window.open(await newChat(carillon, 'Reload'))
  await window.send('reload me')
  const call = (await model.call('reload me')).say('one ')
  await expect(window.transcript).toContainText('one')
  await window.page.reload()
  await expect(window.transcript).toContainText('one')
  call.say('two ')
  await expect(window.transcript).toContainText('one two')
  await window.page.reload()
  call.say('three').end()
  await expect(window.messages()).toHaveCount(1)
  await expect(window.messages()).toContainText('one two three')
})

test('what one selects while an answer is written stays selected when it has ended', async ({
  carillon,
  model,
  window,
}) => {
  await window.open(await newChat(carillon, 'Select'))
  await window.send('select me')
  const call = (await model.call('select me')).say('Take **these words** with you.\n\n')
  await window.page.getByText('these words').dblclick()
  const selected = () => window.page.evaluate(() => String(document.getSelection()))
  expect(await selected()).toMatch(/these|words/)
  const before = await selected()
  call.say('```js\nconst more = 1\n').say('```\n').end()
  await expect(window.messages()).toContainText('const more')
  expect(await selected()).toBe(before)
})

test('two windows on one chat show the same', async ({ carillon, model, window, another }) => {
  await window.open(await newChat(carillon, 'Both'))
  const other = await another()
  await expect(other.composer).toBeVisible()
  await window.send('from the first window')
  const call = (await model.call('from the first')).say('for both ')
  await expect(window.transcript).toContainText('for both')
  await expect(other.transcript).toContainText('for both')
  await other.send('queued from the second')
  await expect(window.page.getByTestId('queue-chip')).toHaveCount(1)
  call.say('of you').end()
  ;(await model.call('queued from the second')).say('thanks').end()
  for (const each of [window, other]) {
    await expect(each.messages()).toHaveCount(2)
    await expect(each.messages().first()).toContainText('for both of you')
    await expect(each.messages().last()).toContainText('thanks')
    await expect(each.page.getByTestId('queue-chip')).toHaveCount(0)
  }
})

test('a crash in mid-stream keeps the text, says so, and the chat goes on', async ({
  carillon,
  model,
  window,
}) => {
  const chat = await newChat(carillon, 'Crash')
  await window.open(chat)
  await window.send('crash me')
  ;(await model.call('crash me')).say('said before the crash ')
  await expect(window.transcript).toContainText('said before the crash')
  await expect
    .poll(() => textKept(carillon.home), { message: 'the text reaches the disk within a second or so' })
    .toBe(true)
  await carillon.crashAndRestart()

  await expect(window.messages('interrupted')).toContainText('said before the crash')
  await expect(window.row(chat)).toHaveAttribute('data-status', 'stopped')
  await window.page.getByTestId('continue').click()
  const again = await model.call('cut off')
  expect(again.shown).toContain('said before the crash')
  again.say('and after it').end()
  await expect(window.messages()).toContainText('and after it')
})

async function textKept(home: string): Promise<boolean> {
  const { readFile } = await import('node:fs/promises')
  const files = await Promise.all(
    ['carillon.db', 'carillon.db-wal'].map((name) =>
      readFile(`${home}/${name}`).catch(() => Buffer.alloc(0)),
    ),
  )
  return files.some((file) => file.includes('said before the crash'))
}

test('what is sent while the server is away goes out once when it is back', async ({
  carillon,
  model,
  window,
}) => {
  await window.open(await newChat(carillon, 'Away'))
  const port = new URL(carillon.address).port
  await carillon.crash()
  await expect(window.page.getByTestId('connection')).toBeVisible()
  await window.composer.fill('sent into the void')
  await window.composer.press('Enter')
  await carillon.run(port)
  ;(await model.call('sent into the void')).say('arrived').end()
  await expect(window.messages()).toHaveText(/arrived/)
  await expect(window.transcript.getByText('sent into the void')).toHaveCount(1)
})
