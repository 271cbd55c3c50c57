import { expect, test } from '../src/fixtures.ts'

test('a newcomer starts three demo chats with three clicks and watches them run', async ({
  carillon,
  window,
}) => {
  const { page } = window
  await page.goto(`${carillon.address}/w/first-world`)
  const hint = page.getByRole('complementary', { name: 'Demo model' })
  await hint.getByRole('button', { name: 'A long answer' }).click()
  await hint.getByRole('button', { name: 'Slowly' }).click()
  await hint.getByRole('button', { name: 'A failure' }).click()

  const rows = page.getByTestId('chat-list-item')
  await expect(rows).toHaveCount(3)
  await expect(page.locator('[data-testid="chat-list-item"][data-status="writing"]')).toHaveCount(2)
  const failed = page.locator('[data-testid="chat-list-item"][data-status="failed"]')
  await failed.getByRole('link').click()
  await expect(window.transcript).toContainText('The demo model failed because it was asked to')
  await rows.filter({ hasText: 'bell towers' }).getByRole('link').click()
  await expect(window.transcript).toContainText('scripted demo model')
})
