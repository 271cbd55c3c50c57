import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** How to launch the installed Chromium. A missing one is an error, never a skipped test. */
export function chromium(): LaunchOptions {
  const named = process.env['CARILLON_CHROMIUM']
  const found = named ?? PLACES.find((place) => existsSync(place))
  if (!found || !existsSync(found)) {
    throw new Error(
      named
        ? `CARILLON_CHROMIUM=${named} is not there.`
        : 'The browser tests need Chromium or Chrome. Install it (on Debian: apt-get install chromium) or set CARILLON_CHROMIUM to its path.',
    )
  }
  const asRoot = process.getuid?.() === 0
  return {
    executablePath: found,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
  }
}
