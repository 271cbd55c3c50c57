import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { Carillon } from './carillon.ts'
import { ScriptedModel } from './scripted-model.ts'

const WORLD = 'bells'

interface Fixtures {
  carillon: Carillon
  model: ScriptedModel
  /** A window that has been let in. */
  window: Window
  /** Opens another window of the same person. */
  another: () => Promise<Window>
  /** An empty folder of the test's own. */
  folder: string
}

/** What a person does in a window. */
export class Window {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get composer(): Locator {
    return this.page.getByTestId('composer')
  }

  get transcript(): Locator {
    return this.page.getByTestId('transcript')
  }

  get approvals(): Locator {
    return this.page.getByTestId('approval-card')
  }

  /** The cards of tool calls. */
  get calls(): Locator {
    return this.page.getByTestId('tool-card')
  }

  row(chat: string): Locator {
    return this.page.locator(`[data-testid="chat-list-item"][data-chat-id="${chat}"]`)
  }

  async open(chat: string): Promise<void> {
    await this.row(chat).getByRole('link').click()
    await this.page.waitForURL(`**/c/${chat}`, { waitUntil: 'commit' })
    await expect(this.composer).toBeVisible()
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await expect(this.composer).toHaveValue('')
  }

  messages(state = 'complete'): Locator {
    return this.page.locator(`[data-testid="message"][data-sender="agent"][data-state="${state}"]`)
  }
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-folder-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  model: async ({}, use) => {
    const model = await ScriptedModel.start()
    await use(model)
    await model.stop()
  },
  carillon: async ({ model }, use) => {
    const carillon = await Carillon.start()
    await newWorld(carillon, model, WORLD)
    await use(carillon)
    await carillon.stop()
  },
  window: async ({ carillon, page }, use) => {
    await page.goto(await carillon.startLink())
    await page.waitForURL((url) => url.pathname !== '/start')
    await page.goto(`${carillon.address}/w/${WORLD}`)
    await use(new Window(page))
  },
  another: async ({ context, window, carillon }, use) => {
    await use(async () => {
      const page = await context.newPage()
      await page.goto(window.page.url().startsWith(carillon.address) ? window.page.url() : carillon.address)
      return new Window(page)
    })
  },
})

export { expect }

/** A world with one agent, whom the scripted model plays. */
export async function newWorld(carillon: Carillon, model: ScriptedModel, name: string): Promise<void> {
  await carillon.api('POST', '/api/worlds', { name })
  await carillon.api('POST', `/api/worlds/${name}/agents`, {
    id: 'a1',
    name: 'Ada',
    provider: 'openai-compatible',
    baseUrl: model.baseUrl,
    model: 'scripted',
    systemPrompt: 'You help.',
  })
}

export async function newChat(carillon: Carillon, title: string, world = WORLD): Promise<string> {
  const chat = await carillon.api<{ id: string }>('POST', `/api/worlds/${world}/chats`, { title })
  return chat.id
}

/** A seeded source of numbers from 0 to below 1, so that a failing run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}
