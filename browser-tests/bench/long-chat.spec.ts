import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { required } from '../src/carillon.ts'
import { expect, newChat } from '../src/fixtures.ts'
import { markdownOf } from '../src/long-answers.ts'
import { pause, switchTo, WORLD } from './bells.ts'
import { mb, ms, percentile, print } from './figures.ts'
import { frameLines, type Gauge } from './gauge.ts'
import type { SwitchTimes } from './in-page.ts'
import { setting, test, traced } from './measured.ts'

const MESSAGES = setting('MESSAGES', 10_000)
const ANSWER_CHARACTERS = 1_200
const SCROLL_SECONDS = setting('SECONDS', 10)
const LONG = 'longchat'
const TURNS = MESSAGES / 2

test('a long chat opens and scrolls', async ({ carillon, window, gauge }) => {
  const { page } = window
  const short = await newChat(carillon, 'Short chat')
  await carillon.restartAfter((home) => writeLongChat(home))
  await page.reload()
  await window.open(short)

  const cold = await switchTo(window, LONG, `N${TURNS}N`)
  const warm: SwitchTimes[] = []
  for (let count = 0; count < 10; count++) {
    await window.open(short)
    await pause(300)
    warm.push(await switchTo(window, LONG, `N${TURNS}N`))
  }
  print(`a chat of ${MESSAGES} messages`, [
    { what: 'first opening', value: ms(cold.drawn), bar: '≤ 300 ms' },
    {
      what: 'opening again p50',
      value: ms(
        percentile(
          warm.map(({ drawn }) => drawn),
          0.5,
        ),
      ),
    },
    {
      what: 'opening again, slowest',
      value: ms(Math.max(...warm.map(({ drawn }) => drawn))),
      bar: '≤ 50 ms',
    },
  ])

  const wheel = await traced(page, 'long-chat-wheel', () =>
    gauge.load(SCROLL_SECONDS * 1000, () => turnWheel(page, -400, SCROLL_SECONDS)),
  )
  print('wheel upwards, older messages are fetched', [...frameLines(wheel), ...(await size(page, gauge))])

  const began = Date.now()
  await scrollToTop(page)
  print('scrolled to the first message', [
    { what: 'took', value: ms(Date.now() - began) },
    ...(await size(page, gauge)),
  ])
  const down = await traced(page, 'long-chat-all', () =>
    gauge.load(SCROLL_SECONDS * 1000, () => turnWheel(page, 400, SCROLL_SECONDS)),
  )
  print('wheel downwards, everything is loaded', frameLines(down))

  await window.open(short)
  const middle = await switchTo(window, LONG, 'N')
  await window.page.getByRole('button', { name: 'Jump to latest' }).click()
  await expect(window.messages().last()).toContainText(`Answer N${TURNS}N`)
  await expect(window.messages().last()).toBeInViewport()
  await window.open(short)
  const end = await switchTo(window, LONG, `N${TURNS}N`)
  print('opening again, everything is loaded', [
    { what: 'in its middle', value: ms(middle.drawn), bar: '≤ 300 ms' },
    { what: 'at its end', value: ms(end.drawn), bar: '≤ 300 ms' },
  ])
})

async function writeLongChat(home: string): Promise<void> {
  const answer = join(home, 'answer.md')
  await writeFile(answer, `Answer #N#.\n\n${markdownOf('L', ANSWER_CHARACTERS)}`)
  await promisify(execFile)(required('CARILLON_JAVA'), [
    '--enable-native-access=ALL-UNNAMED',
    '-cp',
    required('CARILLON_CLASS_PATH'),
    join(import.meta.dirname, '../../bench/src/main/java/carillon/bench/LongChat.java'),
    home,
    WORLD,
    LONG,
    answer,
    String(TURNS),
  ])
}

/** One notch after the other, as fast as the page takes them. */
async function turnWheel(page: Page, notch: number, seconds: number): Promise<void> {
  await page.mouse.move(900, 500)
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    await page.mouse.wheel(0, notch)
    await pause(30)
  }
}

async function scrollToTop(page: Page): Promise<void> {
  await page.getByTestId('transcript').evaluate(async (scroller) => {
    for (;;) {
      scroller.scrollTop = 0
      await new Promise((resolve) => requestAnimationFrame(resolve))
      if (scroller.textContent.includes('Question N1N')) return
    }
  })
  await expect(page.getByText('Question N1N ')).toBeVisible()
}

async function size(page: Page, gauge: Gauge) {
  const held = await gauge.held()
  const rows = await page.getByTestId('message').count()
  return [
    { what: 'rows in the page', value: String(rows) },
    { what: 'held', value: `${mb(held.heap)}, ${held.nodes} nodes` },
  ]
}
