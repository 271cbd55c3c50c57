import type { Carillon } from '../src/carillon.ts'
import { expect, newChat, test } from '../src/fixtures.ts'
import type { Call, ScriptedModel } from '../src/scripted-model.ts'

async function addAgent(carillon: Carillon, model: ScriptedModel, id: string, name: string): Promise<void> {
  await carillon.api('POST', '/api/worlds/bells/agents', {
    id,
    name,
    provider: 'openai-compatible',
    baseUrl: model.baseUrl,
    model: 'scripted',
    systemPrompt: '',
  })
}

/** The calls of two agents that were asked the same, by agent. */
async function calls(model: ScriptedModel, asked: string): Promise<{ a1: Call; a2: Call }> {
  const both = [await model.call(asked), await model.call(asked)]
  const of = (agent: string) => {
    const call = both.find((each) => each.shown.includes(`You are @${agent} `))
    if (!call) throw new Error(`@${agent} was not asked “${asked}”`)
    return call
  }
  return { a1: of('a1'), a2: of('a2') }
}

test('two agents write side by side in one chat while another chat streams', async ({
  carillon,
  model,
  window,
}) => {
  await addAgent(carillon, model, 'a2', 'Grace')
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(blue)
  await window.send('@a1 words=150 every=50 tag=B')
  await window.open(red)
  await window.send('@a1 red question\n@a2 red question')
  const { a1, a2 } = await calls(model, 'red question')
  const open = window.messages('open')
  const by = (name: string) => open.filter({ hasText: name })

  for (let i = 0; i < 5; i++) {
    a1.say(`ada${i} `)
    a2.say(`grace${i} `)
  }
  await expect(open).toHaveCount(2)
  await expect(by('Ada')).toContainText('ada0 ada1 ada2 ada3 ada4')
  await expect(by('Grace')).toContainText('grace0 grace1 grace2 grace3 grace4')
  await expect(window.row(blue)).toHaveAttribute('data-status', 'writing')

  a2.say('done').end()
  await expect(window.messages()).toHaveText(/grace4 done/)
  await expect(by('Ada')).toHaveCount(1)
  await expect(window.row(red)).toHaveAttribute('data-status', 'writing')
  a1.say('last').end()
  await expect(window.messages()).toHaveText([/grace4 done/, /ada4 last/])
  await expect(window.row(red)).toHaveAttribute('data-status', 'idle')
  await expect(window.transcript).not.toContainText(/B\d/)
  expect(a1.shown + a2.shown).not.toContain('tag=B')

  await window.open(blue)
  await expect(window.messages()).toContainText(Array.from({ length: 150 }, (_, n) => `B${n}`).join(' '))
  await expect(window.transcript).not.toContainText(/ada\d|grace\d/)
})

test('stop ends all agents of its chat and none of another', async ({ carillon, model, window }) => {
  await addAgent(carillon, model, 'a2', 'Grace')
  const red = await newChat(carillon, 'Red')
  const blue = await newChat(carillon, 'Blue')
  await window.open(blue)
  await window.send('blue for all')
  const inBlue = await calls(model, 'blue for all')
  await window.open(red)
  await window.send('red for all')
  const inRed = await calls(model, 'red for all')
  for (const call of [inRed.a1, inRed.a2, inBlue.a1, inBlue.a2]) call.say('half ')
  await expect(window.messages('open')).toHaveCount(2)

  await window.page.getByRole('button', { name: 'Stop' }).click()
  await Promise.all([inRed.a1.cut, inRed.a2.cut])
  await expect(window.messages('stopped')).toHaveCount(2)

  inBlue.a1.say('whole').end()
  inBlue.a2.say('whole').end()
  await window.open(blue)
  await expect(window.messages()).toHaveText([/half whole/, /half whole/])
})

test('demo agents hand over, answer back, and say when one is meant that does not exist', async ({
  carillon,
  window,
}) => {
  await carillon.api('POST', '/api/worlds', { name: 'Team' })
  await carillon.api('PATCH', '/api/worlds/team', { defaultModel: { provider: 'demo', model: 'demo' } })
  for (const [id, name] of [
    ['ada', 'Ada Lovelace'],
    ['bob', 'Bob'],
    ['carl', 'Carl'],
  ]) {
    await carillon.api('POST', '/api/worlds/team/agents', { id, name, systemPrompt: '' })
  }
  await window.page.goto(`${carillon.address}/w/team`)
  await window.composer.pressSequentially('@love')
  await expect(window.page.getByRole('option')).toHaveText(/Ada Lovelace/)
  await window.composer.press('Enter')
  await expect(window.composer).toHaveValue('@ada ')
  await window.composer.pressSequentially('hand off to bob and carl')
  await window.composer.press('Enter')

  await expect(window.messages().filter({ hasText: 'From my script' })).toHaveCount(2)
  await expect(window.messages().last()).toContainText('That settles it.')
  await expect(window.page.getByText('From my script').first()).toContainText('@ada')
  await expect(window.page.getByTestId('chat-list-item')).toHaveAttribute('data-status', 'idle')
  await expect(window.transcript).not.toContainText('<world>')

  await window.send('@bbo hi')
  await expect(window.transcript).toContainText('There is no agent @bbo here. Did you mean @bob?')
})

test('a message for many agents says how many will answer, and asks once in a chat', async ({
  carillon,
  model,
  window,
}) => {
  for (const id of ['a2', 'a3', 'a4', 'a5']) await addAgent(carillon, model, id, id.toUpperCase())
  const chat = await newChat(carillon, 'Crowd')
  await window.open(chat)
  const question = window.page.getByRole('group', { name: 'Ask everyone?' })
  await window.composer.fill('@a1 you alone')
  await expect(window.page.getByText('5 agents will answer')).toHaveCount(0)

  await window.composer.fill('hello all of you')
  await expect(window.page.getByText('5 agents will answer', { exact: true })).toBeVisible()
  await window.composer.press('Enter')
  await expect(question).toBeVisible()
  await expect(window.composer).toHaveValue('hello all of you')
  await window.page.keyboard.press('Enter')
  for (let i = 0; i < 5; i++) (await model.call('hello all of you')).say('here').end()
  await expect(window.messages()).toHaveCount(5)

  await window.page.reload()
  await window.send('and once more')
  await expect(question).toHaveCount(0)
  for (let i = 0; i < 5; i++) (await model.call('and once more')).say('again').end()
  await expect(window.messages()).toHaveCount(10)
})
