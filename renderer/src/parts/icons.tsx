import type { ReactNode } from 'react'

function icon(drawing: ReactNode) {
  return function Icon({ className = 'size-4' }: { className?: string }) {
    return (
      <svg
        viewBox="0 0 16 16"
        className={`shrink-0 ${className}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    )
  }
}

export const Bell = icon(
  <>
    <path d="M8 1.8v1" />
    <path d="M3 11.3c1.3-.9 1.5-2.1 1.65-3.8C4.8 5.2 6.05 3.5 8 3.5s3.2 1.7 3.35 4c.15 1.7.35 2.9 1.65 3.8z" />
    <circle cx="8" cy="13.4" r=".9" fill="currentColor" />
  </>,
)
export const Plus = icon(<path d="M8 3v10M3 8h10" />)
export const Search = icon(
  <>
    <circle cx="7" cy="7" r="4.2" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
)
export const Dots = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="3.5" cy="8" r="1.2" />
    <circle cx="8" cy="8" r="1.2" />
    <circle cx="12.5" cy="8" r="1.2" />
  </g>,
)
export const Chevron = icon(<path d="m6 4 4 4-4 4" />)
export const UpDown = icon(<path d="m5 6 3-3 3 3M5 10l3 3 3-3" />)
export const ArrowUp = icon(<path d="M8 13V3M3.5 7.5 8 3l4.5 4.5" />)
export const ArrowDown = icon(<path d="M8 3v10M3.5 8.5 8 13l4.5-4.5" />)
export const Stop = icon(<rect x="4" y="4" width="8" height="8" rx="1.6" fill="currentColor" stroke="none" />)
export const Play = icon(<path d="M5 3.2v9.6l7.5-4.8z" />)
export const Copy = icon(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.6" />
    <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
  </>,
)
export const Check = icon(<path d="m3 8.5 3.3 3.3L13 4.8" />)
export const Cross = icon(<path d="m4 4 8 8M12 4l-8 8" />)
export const Trash = icon(
  <path d="M2.5 4.3h11M6.3 4.3V2.8h3.4v1.5M4 4.3l.6 8.2c0 .6.5 1 1 1h4.8c.5 0 1-.4 1-1l.6-8.2M6.7 7v4M9.3 7v4" />,
)
export const Pencil = icon(<path d="m10.7 2.8 2.5 2.5-7.7 7.7-3 .5.5-3zM9.2 4.3l2.5 2.5" />)
export const Gear = icon(
  <>
    <path d="M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5" />
    <circle cx="9.5" cy="4.5" r="1.9" />
    <circle cx="6.5" cy="11.5" r="1.9" />
  </>,
)
export const Menu = icon(<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h7" />)
export const Globe = icon(
  <>
    <circle cx="8" cy="8" r="5.7" />
    <path d="M2.3 8h11.4M8 2.3c2 1.7 2.6 3.6 2.6 5.7S10 12 8 13.7C6 12 5.4 10.1 5.4 8S6 4 8 2.3z" />
  </>,
)
export const Warning = icon(
  <>
    <path d="M8 2.3 14.2 13H1.8z" />
    <path d="M8 6.3v3M8 11.2v.1" />
  </>,
)
export const Picture = icon(
  <>
    <rect x="2" y="3" width="12" height="10" rx="1.6" />
    <path d="m2.5 11 3.2-3.2 2.6 2.6 2-2 3.2 3.2" />
    <circle cx="10.7" cy="6" r=".9" />
  </>,
)
export const Out = icon(<path d="M6 3.5H3.5v9h9V10M9 2.8h4.2V7M13 3 7.5 8.5" />)
export const Again = icon(<path d="M13.2 8a5.2 5.2 0 1 1-1.7-3.8l1.7 1.6M13.2 2.6v3.2H10" />)
export const Branch = icon(
  <>
    <circle cx="4.5" cy="3.6" r="1.6" />
    <circle cx="4.5" cy="12.4" r="1.6" />
    <circle cx="11.5" cy="4.6" r="1.6" />
    <path d="M4.5 5.2v5.6M11.5 6.2c0 2.6-3 2.6-5.4 3.3-1 .3-1.6.8-1.6 1.5" />
  </>,
)
export const Steer = icon(<path d="M3 2.8v4.4c0 1.5 1 2.5 2.5 2.5h7.3M9.6 6.5l3.2 3.2-3.2 3.2" />)
export const Bolt = icon(<path d="M8.8 1.8 3.6 9h3.6l-.8 5.2L11.8 7H8.1z" />)
export const Queue = icon(<path d="M2.5 4h11M2.5 8h11M2.5 12h5M11.5 10v4M9.5 12h4" />)
export const Rewind = icon(<path d="M13 12.5V6.8c0-1-.8-1.8-1.8-1.8H3.3M6.3 2 3.3 5l3 3M3 12.5h6" />)
export const Restore = icon(<path d="M2.8 8a5.2 5.2 0 1 0 1.7-3.8L2.8 5.8M2.8 2.6v3.2H6" />)
export const Hand = icon(
  <path d="M5 8.2V4.1a1 1 0 0 1 2 0v3.4V3a1 1 0 0 1 2 0v4.5V3.7a1 1 0 0 1 2 0v4.6-2.1a1 1 0 0 1 2 0v3.3c0 2.6-1.9 4.5-4.4 4.5-1.9 0-3-.8-3.9-2.3L2.9 9.4c-.6-1 .7-1.8 1.4-1z" />,
)
