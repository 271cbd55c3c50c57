import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, newChat, test } from '../src/fixtures.ts'

const PRICES = {
  models: [{ provider: 'openai-compatible', model: 'scripted', input: 1, output: 10 }],
}

test('a cost is unknown until there is a price, and then it is the least that it can be', async ({
  carillon,
  model,
  window,
}) => {
  const cost = window.page.getByTestId('chat-cost')
  const chat = await newChat(carillon, 'Costly')
  await window.open(chat)
  await expect(cost).toHaveCount(0)
  await window.send('first question')
  ;(await model.call('first question')).say('first answer').end()
  await expect(cost).toHaveText('price unknown')

  await carillon.restartAfter((home) => writeFile(join(home, 'prices.json'), JSON.stringify(PRICES)))
  await window.send('second question')
  ;(await model.call('second question')).say('second answer').end()
  await expect(cost).toHaveText('at least $0.0015')
  await expect(cost).toHaveAttribute('title', 'This chat: 2,000 in · 100 out tokens')
  const answer = window.messages().filter({ hasText: 'second answer' })
  await answer.getByRole('button', { name: 'scripted' }).click()
  await expect(answer).toContainText('1,000 in · 50 out tokens · $0.0015')

  await window.page.goto(`${carillon.address}/w/bells/settings/world`)
  await expect(window.page.getByTestId('world-cost')).toHaveText(
    'at least $0.0015 · 2,000 in · 100 out tokens',
  )
  await expect(window.page.getByText(/list prices as of .* prices\.json/)).toBeVisible()
})
