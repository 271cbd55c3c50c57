import { defineConfig } from '@playwright/test'
import { chromium } from './src/chromium.ts'

const output = process.env['CARILLON_TEST_OUTPUT'] ?? 'target'

export default defineConfig({
  testDir: 'bench',
  outputDir: `${output}/bench`,
  reporter: 'list',
  workers: 1,
  timeout: 0,
  expect: { timeout: 60_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 1100 },
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    launchOptions: chromium(),
  },
})
