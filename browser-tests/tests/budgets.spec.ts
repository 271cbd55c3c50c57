import type { Locator } from '@playwright/test'
import type { Carillon } from '../src/carillon.ts'
import { expect, newChat, test, type Window } from '../src/fixtures.ts'
import type { ScriptedModel } from '../src/scripted-model.ts'

const card = (window: Window): Locator => window.page.getByTestId('question-card')

async function limitEachChat(carillon: Carillon): Promise<void> {
  await carillon.api('PATCH', '/api/worlds/bells', { chatBudget: { tokens: 1_000 } })
}

/** A chat that has used up its budget with one answer, open in the window. */
async function usedUp(carillon: Carillon, model: ScriptedModel, window: Window): Promise<string> {
  const chat = await newChat(carillon, 'Red')
  await window.open(chat)
  await window.send('first of red')
  ;(await model.call('first of red')).say('first answer').end()
  await expect(window.messages()).toHaveText(/first answer/)
  return chat
}

test('a chat at its budget asks in every window while another streams on, and one answer settles it', async ({
  carillon,
  model,
  window,
  another,
}) => {
  await limitEachChat(carillon)
  const blue = await newChat(carillon, 'Blue')
  const red = await usedUp(carillon, model, window)
  await window.open(blue)
  await window.send('question of blue')
  const inBlue = (await model.call('question of blue')).say('blue one ')
  await window.open(red)
  const other = await another()
  await window.send('second of red')

  for (const each of [window, other]) {
    await expect(card(each)).toContainText('This chat has used 1,050 tokens')
    await expect(each.row(red)).toHaveAttribute('data-status', 'question')
    await expect(each.row(blue)).toHaveAttribute('data-status', 'writing')
  }
  await other.send('third of red')
  await expect(other.page.getByTestId('queue-chip')).toHaveText(/third of red/)
  await window.open(blue)
  await expect(card(window)).toHaveCount(0)
  await expect(window.page).toHaveTitle(/^\(1\) /)
  inBlue.say('blue two ')
  await expect(window.transcript).toContainText('blue one blue two')
  await window.open(red)
  await expect(card(window)).toHaveCount(1)

  await other.transcript.focus()
  await other.page.keyboard.press('1')
  const second = await model.call('second of red')
  for (const each of [window, other]) await expect(card(each)).toHaveCount(0)
  second.say('second answer').end()
  for (const each of [window, other]) await expect(each.messages().nth(1)).toContainText('second answer')
  await expect(card(other)).toContainText('This chat has used 2,100 tokens')
  await card(window).getByRole('button', { name: 'Go on' }).click()
  ;(await model.call('third of red')).say('third answer').end()
  await expect(window.row(red)).toHaveAttribute('data-status', 'idle')
  inBlue.say('blue three').end()
  await window.open(blue)
  await expect(window.messages()).toHaveText(/blue one blue two blue three/)
})

test('a question outlives the process and can be answered then', async ({ carillon, model, window }) => {
  await limitEachChat(carillon)
  const red = await usedUp(carillon, model, window)
  await window.send('second of red')
  await expect(card(window)).toBeVisible()
  await carillon.crashAndRestart()

  await window.page.reload()
  await expect(window.row(red)).toHaveAttribute('data-status', 'question')
  await expect(card(window)).toContainText('Go on up to 2,050 tokens?')
  await card(window).getByRole('button', { name: 'Go on' }).click()
  ;(await model.call('second of red')).say('after all').end()
  await expect(window.messages()).toHaveText([/first answer/, /after all/])
  await expect(card(window)).toHaveCount(0)
  await expect(window.row(red)).toHaveAttribute('data-status', 'idle')
})

test('a chat that is to stop at its budget stops, and what waits stays', async ({
  carillon,
  model,
  window,
}) => {
  await limitEachChat(carillon)
  const red = await usedUp(carillon, model, window)
  await window.send('second of red')
  await expect(card(window)).toBeVisible()
  await window.send('third of red')
  await card(window).getByRole('button', { name: 'Stop here' }).click()
  await expect(card(window)).toHaveCount(0)
  await expect(window.row(red)).toHaveAttribute('data-status', 'queued')
  await expect(window.page.getByTestId('queue-chip')).toHaveText(/third of red/)
  await expect(window.page.getByTestId('continue')).toBeVisible()
})
