import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from '@playwright/test'
import { mean, ms, percent, percentile, type Line } from './figures.ts'

export interface Load {
  readonly intervals: readonly number[]
  readonly longTasks: readonly number[]
  /** Shares of one core over the time, as the processor counted it. */
  readonly script: number
  readonly style: number
  readonly layout: number
  readonly task: number
  readonly rendererProcess: number
  readonly gpuProcess: number
  /** How much of the time the main thread could have run and had no core; only Linux tells. */
  readonly waited: number | undefined
}

/** What is still held after a garbage collection. */
export interface Held {
  /** Bytes of JavaScript objects. */
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

/** Reads what Chromium says of itself about one page. */
export class Gauge {
  readonly #page: Page
  readonly #session: CDPSession
  readonly #browser: CDPSession

  private constructor(page: Page, session: CDPSession, browser: CDPSession) {
    this.#page = page
    this.#session = session
    this.#browser = browser
  }

  static async on(page: Page): Promise<Gauge> {
    const browser = page.context().browser()
    if (!browser) throw new Error('the page has no browser')
    const session = await page.context().newCDPSession(page)
    // Time on the thread, not on the wall: others use the machine too.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new Gauge(page, session, await browser.newBrowserCDPSession())
  }

  /** Frames and work of the page for so long, while `during` happens. */
  async load(forMs: number, during: () => Promise<unknown> = () => Promise.resolve()): Promise<Load> {
    const began = performance.now()
    const [before, cpuBefore, waitedBefore] = [await this.#metrics(), await this.#cpu(), await this.#waited()]
    const measured = this.#page.evaluate((time) => window.probe.frames(time), forMs)
    const [frames] = await Promise.all([measured, during()])
    const [after, cpuAfter, waitedAfter] = [await this.#metrics(), await this.#cpu(), await this.#waited()]
    const seconds = (performance.now() - began) / 1000
    const share = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / seconds
    const cpu = (type: string) => ((cpuAfter.get(type) ?? 0) - (cpuBefore.get(type) ?? 0)) / seconds
    return {
      ...frames,
      script: share('ScriptDuration'),
      style: share('RecalcStyleDuration'),
      layout: share('LayoutDuration'),
      task: share('TaskDuration'),
      rendererProcess: cpu('renderer'),
      gpuProcess: cpu('GPU'),
      waited: waitedBefore === undefined ? undefined : ((waitedAfter ?? 0) - waitedBefore) / seconds,
    }
  }

  async held(): Promise<Held> {
    await this.#session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage')
    const metrics = await this.#metrics()
    return {
      heap: usedSize,
      nodes: metrics.get('Nodes') ?? 0,
      listeners: metrics.get('JSEventListeners') ?? 0,
    }
  }

  async #metrics(): Promise<ReadonlyMap<string, number>> {
    const { metrics } = await this.#session.send('Performance.getMetrics')
    return new Map(metrics.map(({ name, value }) => [name, value]))
  }

  /** Seconds in which the busiest renderer's main thread was ready to run and did not. */
  async #waited(): Promise<number | undefined> {
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo')
    const renderers = processInfo.filter(({ type }) => type === 'renderer')
    const busiest = renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]
    const told = await readFile(`/proc/${busiest?.id}/task/${busiest?.id}/schedstat`, 'utf8').catch(
      () => undefined,
    )
    return told === undefined ? undefined : Number(told.split(' ')[1]) / 1e9
  }

  async #cpu(): Promise<ReadonlyMap<string, number>> {
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo')
    const sums = new Map<string, number>()
    for (const { type, cpuTime } of processInfo) sums.set(type, (sums.get(type) ?? 0) + cpuTime)
    return sums
  }
}

export function frameLines(load: Load): readonly Line[] {
  const { intervals, longTasks } = load
  return [
    { what: 'frames a second', value: (1000 / mean(intervals)).toFixed(1), bar: '≥ 50' },
    { what: 'frame p50', value: ms(percentile(intervals, 0.5)) },
    { what: 'frame p99', value: ms(percentile(intervals, 0.99)) },
    { what: 'longest frame', value: ms(Math.max(...intervals)) },
    ...(load.waited === undefined
      ? []
      : [{ what: 'main thread waited for a core', value: percent(load.waited) }]),
    {
      what: 'tasks over 50 ms',
      value: `${longTasks.length}, ${longTasks.reduce((a, b) => a + b, 0).toFixed(0)} ms`,
    },
    { what: 'main thread, for each frame', value: ms(load.task * mean(intervals)) },
    { what: 'main thread, of a core', value: percent(load.task) },
    { what: '  script', value: percent(load.script) },
    { what: '  style', value: percent(load.style) },
    { what: '  layout', value: percent(load.layout) },
    { what: 'renderer process, of a core', value: percent(load.rendererProcess) },
    { what: 'GPU process, of a core', value: percent(load.gpuProcess) },
  ]
}
