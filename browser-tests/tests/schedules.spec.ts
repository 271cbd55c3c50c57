import { expect, newChat, test } from '../src/fixtures.ts'

const MINUTE = 60_000

interface Snapshot {
  readonly messages: readonly { readonly sender: string; readonly at: string }[]
}

test('a schedule made in the settings says when it comes, and sends into its chat alone', async ({
  carillon,
  model,
  window,
}) => {
  test.setTimeout(4 * MINUTE)
  const { page } = window
  const [morning, other] = [await newChat(carillon, 'Morning'), await newChat(carillon, 'Other')]
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Schedules' }).click()
  await page.getByRole('button', { name: 'New schedule' }).click()
  const form = page.getByRole('form', { name: 'New schedule' })
  await form.getByLabel('Id').fill('each-minute')
  await form.getByLabel('Chat').selectOption({ label: 'Morning' })
  await form.getByLabel('Message').fill('How do the bells sound?')
  await form.getByLabel('When').fill('* * * *')
  await form.getByRole('button', { name: 'Add schedule' }).click()
  await expect(form.getByRole('alert')).toContainText('five')
  await form.getByLabel('When').fill('* * * * *')
  await form.getByRole('button', { name: 'Add schedule' }).click()

  const row = page.getByTestId('schedule')
  await expect(row).toContainText('each-minute every minute')
  await expect(row).toContainText('To “Morning” · next on ')
  const next = /next on (.*\d.*)$/.exec((await row.locator('p').last().innerText()).trim())?.[1]

  // The only time the test has to wait for is the schedule's own.
  const call = await model.call('How do the bells sound?')
  await row.getByRole('checkbox', { name: 'each-minute is on' }).click()
  await expect(row).not.toContainText('next on')
  call.say('In tune.').end()
  const { messages } = await carillon.api<Snapshot>('GET', `/api/chats/${morning}`)
  const sent = messages.filter(({ sender }) => sender === 'world')
  expect(sent).toHaveLength(1)
  const planned = Math.floor(Date.parse(sent[0]?.at ?? '') / MINUTE) * MINUTE
  const words = await page.evaluate(
    (times) => {
      const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
      return times.map((time) => format.format(time))
    },
    // The minute may turn between the moment it is added and the moment it is shown.
    [planned, planned + MINUTE],
  )
  expect(words).toContain(next)

  await window.open(morning)
  await expect(page.locator('[data-testid="message"][data-sender="world"]')).toHaveText(
    /How do the bells sound\?/,
  )
  await expect(window.messages()).toHaveText([/In tune\./])
  await window.open(other)
  await expect(page.getByTestId('message')).toHaveCount(0)
})
