import { existsSync } from 'node:fs'
import { expect, newChat, test } from '../src/fixtures.ts'

test('while nothing can be saved every chat says so and is read, and then all goes on by itself', async ({
  carillon,
  model,
  window,
}) => {
  test.skip(!existsSync('/usr/bin/prlimit'), 'prlimit, a part of Linux, takes the disk away')
  const banner = window.page.getByTestId('store-banner')
  const talking = await newChat(carillon, 'Talking')
  const other = await newChat(carillon, 'Other')
  await window.open(talking)
  await window.send('say something')
  const call = (await model.call('say something')).say('before ')
  await expect(window.transcript).toContainText('before')
  await expect(banner).toHaveCount(0)

  carillon.refuseWrites()
  call.say('during ')
  await expect(banner).toContainText('goes on by itself')
  await window.open(other)
  await window.send('stays with me')
  const pending = window.page.locator('[data-testid="message"][data-state="pending"]')
  await expect(pending).toContainText('trying again')
  await expect(banner).toBeVisible()
  await window.open(talking)
  call.say('after').end()
  await expect(window.transcript).toContainText('before during after')
  await expect(window.messages()).toHaveCount(0)

  carillon.allowWrites()
  await expect(banner).toHaveCount(0)
  await expect(window.messages()).toContainText('before during after')
  await window.open(other)
  ;(await model.call('stays with me')).say('here I am').end()
  await expect(window.messages()).toContainText('here I am')
  await expect(pending).toHaveCount(0)
})
