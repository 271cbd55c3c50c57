import { defineConfig } from '@playwright/test'
import { chromium } from './src/chromium.ts'

const output = process.env['CARILLON_TEST_OUTPUT'] ?? 'target'

export default defineConfig({
  testDir: 'tests',
  outputDir: `${output}/results`,
  reporter: [['list'], ['json', { outputFile: `${output}/playwright.json` }]],
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    actionTimeout: 20_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: chromium(),
  },
})
