import { useEffect, useState, type RefObject } from 'react'

type Report = (near: boolean, height: number) => void

/** How far beyond the screen counts as near. */
const MARGIN_PX = 1_500

/** Tells elements of a scroller when they come near what is seen of it, and when they leave. */
export class Nearness {
  readonly #scroller: RefObject<HTMLElement | null>
  readonly #reports = new Map<Element, Report>()
  #observer: IntersectionObserver | undefined

  constructor(scroller: RefObject<HTMLElement | null>) {
    this.#scroller = scroller
  }

  watch(element: Element, report: Report): () => void {
    this.#reports.set(element, report)
    this.#observer?.observe(element)
    return () => {
      this.#reports.delete(element)
      this.#observer?.unobserve(element)
    }
  }

  start(): () => void {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect } of entries) {
          this.#reports.get(target)?.(isIntersecting, boundingClientRect.height)
        }
      },
      { root: this.#scroller.current, rootMargin: `${MARGIN_PX}px 0px` },
    )
    for (const element of this.#reports.keys()) observer.observe(element)
    this.#observer = observer
    return () => observer.disconnect()
  }
}

export function useNearness(scroller: RefObject<HTMLElement | null>): Nearness {
  const [nearness] = useState(() => new Nearness(scroller))
  useEffect(() => nearness.start(), [nearness])
  return nearness
}
