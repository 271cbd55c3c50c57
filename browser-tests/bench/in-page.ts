/** What runs inside the measured page. It looks at what is painted and knows nothing of the window's own code. */
export interface Probe {
  /** The times between animation frames, and the tasks longer than 50 ms, for so long; all in ms. */
  frames(forMs: number): Promise<{ intervals: number[]; longTasks: number[] }>
  /** From now on waits for a press of the button, and then until this chat's text is in a frame. */
  expectSwitch(chat: string, text: string): void
  /** How long that took; nothing when it took more than 5 s. */
  switched(): Promise<SwitchTimes | undefined>
}

export interface SwitchTimes {
  /** In ms from the press: the main thread is done with the frame that has the text. */
  readonly drawn: number
  /** The same with what the browser needs to show the frame, by its own event timing, in steps of 8. */
  readonly presented: number
}

declare global {
  interface Window {
    probe: Probe
    carillonDiagnostics: () => { dropped: Record<string, number> }
  }
}

export function installProbe(): void {
  let switched: Promise<SwitchTimes | undefined> | undefined
  window.probe = {
    frames: (forMs) =>
      new Promise((resolve) => {
        const intervals: number[] = []
        const longTasks: number[] = []
        const tasks = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) longTasks.push(entry.duration)
        })
        tasks.observe({ type: 'longtask' })
        const began = performance.now()
        let last = began
        const frame = (now: number) => {
          intervals.push(now - last)
          last = now
          if (now - began < forMs) {
            requestAnimationFrame(frame)
          } else {
            tasks.disconnect()
            resolve({ intervals: intervals.slice(1), longTasks })
          }
        }
        requestAnimationFrame(frame)
      }),
    switched: () => switched ?? Promise.resolve(undefined),
    expectSwitch: (chat, text) => {
      switched = new Promise((resolve) => {
        let pressed = 0
        let presented = 0
        const done = (times: SwitchTimes | undefined) => {
          presses.disconnect()
          resolve(times)
        }
        const presses = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if (entry.name === 'mousedown' && entry.startTime === pressed) presented = entry.duration
          }
        })
        presses.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
        const look = () => {
          const rows = document.querySelectorAll(
            `[data-chat-id="${chat}"][data-phase="ready"] [data-testid="message"]`,
          )
          const last = rows[rows.length - 1]
          if (!last?.checkVisibility() || !last.textContent.includes(text)) {
            if (performance.now() - pressed < 5_000) requestAnimationFrame(look)
            else done(undefined)
            return
          }
          let isDrawn = false
          const next = () => {
            if (isDrawn) return
            isDrawn = true
            const drawn = performance.now() - pressed
            setTimeout(() => done({ drawn, presented: presented === 0 ? 16 : presented }), 200)
          }
          // Whichever comes first: after a press the next frame goes before a message.
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = next
          port2.postMessage(0)
          requestAnimationFrame(next)
        }
        window.addEventListener(
          'mousedown',
          (event) => {
            pressed = event.timeStamp
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      })
    },
  }
}
