import { expect, newChat, test } from '../src/fixtures.ts'

test('what is too long is summed up in the transcript, and rewinding takes that back', async ({
  carillon,
  window,
}) => {
  const demo = { provider: 'demo', model: 'demo', baseUrl: null, contextTokens: 500 }
  await carillon.api('PATCH', '/api/worlds/bells/agents/a1', demo)
  await window.open(await newChat(carillon, 'Long'))
  const summary = window.page.getByRole('article', { name: 'Summary' })
  const made = summary.filter({ hasText: 'Earlier messages were summed up for @a1' })
  const sum = async (question: string) => {
    await window.send(question)
    await expect(summary).toContainText('Summing up earlier messages…')
    await expect(made).toHaveCount(1)
  }
  await window.send('tell me something about the first bell')
  await expect(window.messages()).toHaveCount(1)
  await window.send('and now about the second bell')
  await expect(window.messages()).toHaveCount(2)
  await expect(summary).toHaveCount(0)
  await sum('what about the third bell')
  await expect(window.messages()).toHaveCount(3)
  await expect(window.messages().last()).toContainText('what about the third bell')

  await expect(made).not.toContainText('Scripted demo summary')
  await window.page.reload()
  await made.getByRole('button', { name: /Earlier messages/ }).click()
  await expect(made).toContainText('Scripted demo summary')

  await made.getByRole('button', { name: 'More for this message' }).click()
  await window.page.getByRole('menuitem', { name: 'Delete from here' }).click()
  await expect(summary).toHaveCount(0)
  await expect(window.messages()).toHaveCount(2)
  await sum('what about the fourth bell')
  await expect(window.messages()).toHaveCount(3)
})
