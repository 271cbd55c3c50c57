import { beat } from './beat'

/** Three bars that swell. */
export function SwellingBars() {
  return (
    <path ref={swell} className="text-accent" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
  )
}

/** An arc that goes round. */
export function TurningArc() {
  return (
    <g className="text-accent" fill="none" stroke="currentColor" strokeWidth="1.8">
      <circle cx="8" cy="8" r="5" opacity=".25" />
      <path ref={turn} d="M8 3a5 5 0 0 1 5 5" strokeLinecap="round" />
    </g>
  )
}

/** A ring of dashes that goes round. */
export function TurningDashes() {
  return (
    <g className="text-faint" fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle ref={turn} cx="8" cy="8" r="5" strokeDasharray="2.2 3.04" strokeLinecap="round" />
    </g>
  )
}

const STEPS = 13
const BARS = Array.from({ length: STEPS }, (_, step) =>
  [0, 1, 2]
    .map((bar) => {
      const half = 1 + 1.2 * (1 - Math.cos(2 * Math.PI * (step / STEPS - 0.16 * bar)))
      return `M${3.7 + 4.3 * bar} ${(8 - half).toFixed(2)}V${(8 + half).toFixed(2)}`
    })
    .join(''),
)

function swell(bars: SVGPathElement | null) {
  return bars ? beat.follow((step) => bars.setAttribute('d', BARS[step % STEPS] ?? '')) : undefined
}

function turn(shape: SVGElement | null) {
  const show = (step: number) =>
    shape?.setAttribute('transform', `rotate(${(step % STEPS) * (360 / STEPS)} 8 8)`)
  return shape ? beat.follow(show) : undefined
}
