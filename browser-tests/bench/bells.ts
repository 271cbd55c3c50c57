import { expect, type Page } from '@playwright/test'
import type { Carillon } from '../src/carillon.ts'
import { seeded, type Window } from '../src/fixtures.ts'
import { markdownOf } from '../src/long-answers.ts'
import type { ScriptedModel } from '../src/scripted-model.ts'
import type { SwitchTimes } from './in-page.ts'
import { setting } from './measured.ts'

export const WORLD = 'bells'

interface Snapshot {
  readonly status: string
  readonly messages: readonly {
    readonly sender: string
    readonly parts: readonly { readonly text: string }[]
  }[]
  readonly before?: number
}

/** A number of chats that are asked again whenever they have answered, each with a tag of its own. */
export class Bells {
  readonly chats: readonly string[]
  readonly #carillon: Carillon
  readonly #model: ScriptedModel
  readonly #tokens: number
  readonly #every: number
  #ringing: Promise<unknown> | undefined
  #stop = false

  private constructor(
    carillon: Carillon,
    model: ScriptedModel,
    chats: readonly string[],
    tokens: number,
    every: number,
  ) {
    this.#carillon = carillon
    this.#model = model
    this.chats = chats
    this.#tokens = tokens
    this.#every = every
  }

  static async hang(
    carillon: Carillon,
    model: ScriptedModel,
    count: number,
    tokens: number,
    every: number,
  ): Promise<Bells> {
    const chats: string[] = []
    for (let at = 0; at < count; at++) {
      const path = `/api/worlds/${WORLD}/chats`
      const { id } = await carillon.api<{ id: string }>('POST', path, { title: `Bell ${at}` })
      chats.push(id)
    }
    return new Bells(carillon, model, chats, tokens, every)
  }

  tag(at: number): string {
    return `B${at}b`
  }

  /** Lets the first `count` chats answer, one question after the other, until `still`. */
  ring(count = this.chats.length): void {
    this.#stop = false
    this.#ringing = Promise.all(this.chats.slice(0, count).map((chat, at) => this.#keepAsking(chat, at)))
  }

  /** Asks no more and waits for the last answers. */
  async still(): Promise<void> {
    this.#stop = true
    await this.#ringing
  }

  /** Every answer that the server has is whole and its chat's own; how many it looked at. */
  async expectWholeAnswers(): Promise<number> {
    let seen = 0
    for (const [at, chat] of this.chats.entries()) {
      const { messages } = await this.#snapshot(chat)
      for (const message of messages) {
        if (message.sender !== 'agent') continue
        seen++
        expect(message.parts.map(({ text }) => text).join('')).toBe(this.answer(at))
      }
    }
    return seen
  }

  answer(at: number): string {
    return markdownOf(this.tag(at), this.#tokens * 4)
  }

  async #keepAsking(chat: string, at: number): Promise<void> {
    const text = `markdown=${this.#tokens} every=${this.#every} tag=${this.tag(at)}`
    // Staggered, so that the answers do not all begin and end in the same moment.
    await pause((at * this.#every * this.#tokens) / this.chats.length / 4)
    while (!this.#stop) {
      const played = this.#model.played(this.tag(at))
      await this.#carillon.api('POST', `/api/chats/${chat}/messages`, { text })
      await played
    }
    while ((await this.#status(chat)) !== 'idle') await pause(100)
  }

  async #status(chat: string): Promise<string> {
    return (await this.#snapshot(chat, 1)).status
  }

  #snapshot(chat: string, limit = 500): Promise<Snapshot> {
    return this.#carillon.api<Snapshot>('GET', `/api/chats/${chat}?limit=${limit}`)
  }
}

/** A hand that has come to its aim rests before it presses; 0 presses as it comes. */
const RESTS_MS = setting('RESTS_MS', 100)

/** Goes to a chat by the bare mouse, so that nothing of the test runs in the page meanwhile. */
export async function switchTo(window: Window, chat: string, text: string): Promise<SwitchTimes> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const times = await pressed(window, chat, text)
    if (times) return times
  }
  throw new Error(`${chat} was not shown with ${text} within 5 s, five times`)
}

/** Nothing when the row moved away before the button went down. */
async function pressed(window: Window, chat: string, text: string): Promise<SwitchTimes | undefined> {
  const { page } = window
  const place = await window.row(chat).evaluate((row) => {
    row.scrollIntoView({ block: 'nearest' })
    const { x, y, height } = row.getBoundingClientRect()
    return { x: x + 40, y: y + height / 2 }
  })
  await page.evaluate(([chat, text]) => globalThis.window.probe.expectSwitch(chat, text), [
    chat,
    text,
  ] as const)
  await page.mouse.move(place.x, place.y)
  await pause(RESTS_MS)
  await page.mouse.down()
  await page.mouse.up()
  return page.evaluate(() => globalThis.window.probe.switched())
}

/** Nothing that belongs to another bell is on screen. */
export async function expectOnlyTag(page: Page, tag: string): Promise<void> {
  const shown = await page.getByTestId('transcript').innerText()
  for (const found of shown.match(/\bB\d+b/g) ?? []) expect(found).toBe(tag)
}

/** Numbers below `count` in an order that every run repeats, none twice in a row. */
export function randomOrder(count: number): () => number {
  const random = seeded(3)
  let last = -1
  return () => {
    let next = Math.floor(random() * count)
    if (next === last) next = (next + 1) % count
    return (last = next)
  }
}

export function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs))
}
