import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as product } from '../src/fixtures.ts'
import { Gauge } from './gauge.ts'
import { installProbe } from './in-page.ts'

/** The product with a measured page. */
export const test = product.extend<{ gauge: Gauge }>({
  page: async ({ page }, use) => {
    await page.addInitScript(installProbe)
    await use(page)
  },
  gauge: async ({ page }, use) => {
    await use(await Gauge.on(page))
  },
})

/** A number of the run, as the environment variable `CARILLON_BENCH_<name>` sets it. */
export function setting(name: string, otherwise: number): number {
  const given = process.env[`CARILLON_BENCH_${name}`]
  if (given === undefined) return otherwise
  const number = Number(given)
  if (!Number.isFinite(number) || number < 0)
    throw new Error(`CARILLON_BENCH_${name} is a number from 0, not ${given}.`)
  return number
}

/** Runs the work; `CARILLON_BENCH_TRACE` names a folder that then gets a trace of it for Chromium's Performance panel. */
export async function traced<T>(page: Page, name: string, work: () => Promise<T>): Promise<T> {
  const folder = process.env['CARILLON_BENCH_TRACE']
  const browser = page.context().browser()
  if (!folder || !browser) return work()
  const categories = ['devtools.timeline', 'disabled-by-default-v8.cpu_profiler']
  await browser.startTracing(page, { path: join(folder, `${name}.json`), categories })
  try {
    return await work()
  } finally {
    await browser.stopTracing()
  }
}
