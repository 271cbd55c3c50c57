/** Runs each task at most once a frame; a hidden window, which has no frames, gets a slow timer instead. */
export class Frames {
  readonly #due = new Set<() => void>()
  readonly #schedule: (run: () => void) => void
  #scheduled = false
  #passing = false

  constructor(schedule: (run: () => void) => void = nextFrame) {
    this.#schedule = schedule
  }

  soon(task: () => void): void {
    this.#due.add(task)
    this.#plan()
  }

  #plan(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#schedule(() => this.#run())
  }

  /** Leaves the next frame to what makes it now; tasks run in the one after. */
  pass(): void {
    this.#passing = true
    this.#plan()
  }

  /** Runs the task once the next frame is made, so that it does not hold it up; the answer calls it off. */
  after(task: () => void): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    let off = false
    this.#schedule(() => {
      if (!off) timer = setTimeout(task)
    })
    return () => {
      off = true
      clearTimeout(timer)
    }
  }

  #run(): void {
    this.#scheduled = false
    if (this.#passing) {
      this.#passing = false
      this.#plan()
      return
    }
    const tasks = [...this.#due]
    this.#due.clear()
    for (const task of tasks) task()
  }
}

function nextFrame(run: () => void): void {
  if (document.visibilityState === 'hidden') {
    setTimeout(run, 200)
    return
  }
  // A window hidden between asking and painting gets no frame, so a timer stands in.
  let done = false
  const once = () => {
    if (done) return
    done = true
    clearTimeout(timer)
    run()
  }
  const timer = setTimeout(once, 250)
  requestAnimationFrame(once)
}
