import { expect, test } from '../src/fixtures.ts'

test('a debate is made with two clicks, goes to and fro in one chat, and ends by itself', async ({
  window,
}) => {
  const { page } = window
  await page.getByRole('button', { name: /^World:/ }).click()
  await page.getByRole('menuitem', { name: 'New world…' }).click()
  await page.getByLabel(/^Debate/).click()
  await page.getByRole('button', { name: 'Create world' }).click()
  await page.waitForURL('**/w/debate')
  await window.send('Bells should ring at night')

  await expect(window.messages()).toHaveCount(6, { timeout: 30_000 })
  const said = [
    /Moderator.*The claim is “Bells should ring at night”/s,
    /Pro.*Opening for/s,
    /Con.*Reply against/s,
    /Pro.*Rebuttal for/s,
    /Con.*Last word against/s,
    /Moderator.*Summary of “Bells should ring at night”/s,
  ]
  for (const [at, words] of said.entries()) await expect(window.messages().nth(at)).toHaveText(words)
  await expect(page.getByTestId('chat-list-item')).toHaveAttribute('data-status', 'idle')
  await expect(window.transcript).not.toContainText('<world>')
})
