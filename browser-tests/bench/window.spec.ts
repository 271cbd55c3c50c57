import { expect } from '../src/fixtures.ts'
import { Bells, expectOnlyTag, pause, randomOrder, switchTo } from './bells.ts'
import { mb, ms, percentile, print, slope, type Line } from './figures.ts'
import { frameLines, type Held } from './gauge.ts'
import type { SwitchTimes } from './in-page.ts'
import { setting, test, traced } from './measured.ts'

const CHATS = setting('CHATS', 30)
const EVERY_MS = setting('EVERY_MS', 20)
const TOKENS = setting('TOKENS', 600)
const SECONDS = setting('SECONDS', 10)
const SWITCHES = setting('SWITCHES', 60)
const MINUTES = setting('MINUTES', 1)

test('many chats write, one is on screen', async ({ carillon, model, window, gauge }) => {
  const { page } = window
  const bells = await Bells.hang(carillon, model, CHATS, TOKENS, EVERY_MS)
  const [first = ''] = bells.chats
  await window.open(first)
  print('nothing moves', frameLines(await gauge.load(SECONDS * 1000)))

  bells.ring(1)
  await pause(2000)
  print('one chat writes', frameLines(await gauge.load(SECONDS * 1000)))
  await bells.still()

  // Opened once each, so that all of them are followed as they are by someone who goes around them.
  for (const chat of bells.chats) await window.open(chat)
  await window.open(first)
  bells.ring()
  await pause(4000)
  const said = model.said
  const load = await traced(page, 'many-chats', () => gauge.load(SECONDS * 1000))
  const rate = ((model.said - said) / SECONDS).toFixed(0)
  print(`${CHATS} chats write, a token every ${EVERY_MS} ms`, [
    ...frameLines(load),
    { what: 'tokens a second', value: rate },
  ])

  const next = randomOrder(CHATS)
  const switches: SwitchTimes[] = []
  const visited = new Set<number>()
  const firstVisits: number[] = []
  await traced(page, 'switches', async () => {
    for (let count = 0; count < SWITCHES; count++) {
      const at = next()
      const [chat = '', tag] = [bells.chats[at], bells.tag(at)]
      const times = await switchTo(window, chat, tag)
      switches.push(times)
      if (!visited.has(at)) firstVisits.push(times.drawn)
      visited.add(at)
      await expectOnlyTag(page, tag)
    }
  })
  const drawn = switches.map((each) => each.drawn)
  const presented = switches.map((each) => each.presented)
  print(`${SWITCHES} switches between chats that write`, [
    { what: 'drawn p50', value: ms(percentile(drawn, 0.5)) },
    { what: 'drawn p95', value: ms(percentile(drawn, 0.95)), bar: '≤ 50 ms' },
    { what: `drawn p50 of ${firstVisits.length} first visits`, value: ms(percentile(firstVisits, 0.5)) },
    { what: 'drawn, slowest', value: ms(Math.max(...drawn)) },
    { what: 'presented p50', value: ms(percentile(presented, 0.5)) },
    { what: 'presented p95', value: ms(percentile(presented, 0.95)) },
  ])

  const samples: Sample[] = []
  const began = Date.now()
  while (Date.now() - began < MINUTES * 60_000) {
    await window.open(bells.chats[next()] ?? '')
    await pause(2_000)
    samples.push({ minutes: (Date.now() - began) / 60_000, ...(await gauge.held()) })
  }
  if (samples.length > 0) print(`${MINUTES} minutes of writing and switching`, memoryLines(samples))

  await bells.still()
  const answers = await bells.expectWholeAnswers()
  for (const [at, chat] of bells.chats.entries()) {
    await window.open(chat)
    await expect(window.messages('open')).toHaveCount(0)
    await expectOnlyTag(page, bells.tag(at))
  }
  const { dropped } = await page.evaluate(() => globalThis.window.carillonDiagnostics())
  expect(Object.values(dropped).reduce((sum, each) => sum + each, 0)).toBe(0)
  print('facts', [{ what: 'whole answers, each in its chat', value: String(answers) }])
})

interface Sample extends Held {
  readonly minutes: number
}

function memoryLines(samples: readonly Sample[]): readonly Line[] {
  const each = Math.max(1, Math.floor(samples.length / 10))
  const held = (sample: Sample) => `${mb(sample.heap)}, ${sample.nodes} nodes, ${sample.listeners} listeners`
  // The first tenth fills caches that are bounded.
  const later = samples.slice(each)
  const growth = slope(
    later.map(({ minutes }) => minutes),
    later.map(({ heap }) => heap),
  )
  return [
    ...samples
      .filter((_, at) => at % each === 0 || at === samples.length - 1)
      .map((sample) => ({ what: `after ${sample.minutes.toFixed(1)} min`, value: held(sample) })),
    { what: 'growth a minute', value: mb(growth), bar: 'steady' },
  ]
}
