import type { Carillon } from '../src/carillon.ts'
import { expect, newChat, newWorld, test, type Window } from '../src/fixtures.ts'
import type { Call, ScriptedModel } from '../src/scripted-model.ts'

interface Streaming {
  readonly id: string
  readonly world: string
  readonly name: string
  readonly call: Call
}

/** A chat in which an answer is being written. */
async function streaming(
  carillon: Carillon,
  model: ScriptedModel,
  name: string,
  world = 'bells',
): Promise<Streaming> {
  const id = await newChat(carillon, name, world)
  await carillon.api('POST', `/api/chats/${id}/messages`, { text: `question of ${name}` })
  const call = (await model.call(`question of ${name}`)).say(`so far ${name}`)
  return { id, world, name, call }
}

/** By its address, since a list shows of other worlds only what is at work. */
const goTo = ({ page }: Window, { world, id }: Streaming) =>
  page.goto(new URL(`/w/${world}/c/${id}`, page.url()).href)

async function expectStopped(window: Window, chat: Streaming): Promise<void> {
  const { id, name, call } = chat
  await call.cut
  await goTo(window, chat)
  await expect(window.messages('stopped')).toContainText(`so far ${name}`)
  await expect(window.row(id)).toHaveAttribute('data-status', 'stopped')
}

async function expectWhole(window: Window, chat: Streaming): Promise<void> {
  const { name, call } = chat
  call.say(` and on ${name}`).end()
  await goTo(window, chat)
  await expect(window.messages()).toHaveText([new RegExp(`so far ${name} and on ${name}`)])
}

test('stopping a world stops its chats, keeps what they said and leaves another world whole', async ({
  carillon,
  model,
  window,
}) => {
  const { page } = window
  await newWorld(carillon, model, 'towers')
  const away = await streaming(carillon, model, 'Away', 'towers')
  const here: Streaming[] = []
  for (const name of ['Red', 'Green', 'Blue']) here.push(await streaming(carillon, model, name))
  for (const { id } of here) await expect(window.row(id)).toHaveAttribute('data-status', 'writing')

  await page.getByRole('button', { name: /^World:/ }).click()
  const entry = page.getByRole('menuitem', { name: 'Stop all chats of this world' })
  await expect(entry).toContainText('3 running')
  await entry.click()
  await expect(page.getByText('Stopped 3 chats.')).toBeVisible()
  for (const each of here) await expectStopped(window, each)
  await expect(window.row(away.id)).toHaveAttribute('data-status', 'writing')
  await window.send('once more')
  ;(await model.call('once more')).say('here again').end()
  await expect(window.messages()).toHaveText([/here again/])
  await expectWhole(window, away)
})

test('stopping everything stops the chats of all worlds, once it was asked for twice', async ({
  carillon,
  model,
  window,
}) => {
  const { page } = window
  await newWorld(carillon, model, 'towers')
  const all = [
    await streaming(carillon, model, 'Red'),
    await streaming(carillon, model, 'Green'),
    await streaming(carillon, model, 'Away', 'towers'),
  ]
  for (const { id } of all) await expect(window.row(id)).toHaveAttribute('data-status', 'writing')
  const ask = async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('Stop everything')
    await page.keyboard.press('Enter')
  }
  await ask()
  await expect(page.getByText('3 chats in all worlds are running')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  for (const { id } of all) await expect(window.row(id)).toHaveAttribute('data-status', 'writing')

  await ask()
  await page.getByRole('button', { name: 'Stop 3 chats' }).click()
  for (const each of all) await expectStopped(window, each)
  await ask()
  await expect(page.getByText('No chat is running in any world.')).toBeVisible()
})
