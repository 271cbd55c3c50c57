// Adds up what the test runners wrote: Surefire's and Failsafe's XML, Vitest's and Playwright's JSON. The last line is
// "N passed, N failed, N skipped". Ends with 1 when anything failed, nothing ran, or a runner's report is missing.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const total = { passed: 0, failed: 0, skipped: 0 }
let complete = true

function add(name, passed, failed, skipped) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
}

function modules() {
  return readdirSync('.').filter((name) => existsSync(join(name, 'pom.xml')))
}

function hasJavaTests(module) {
  const folder = join(module, 'src/test/java')
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => file.endsWith('Test.java'))
}

function javaReports(module) {
  return ['surefire-reports', 'failsafe-reports']
    .map((folder) => join(module, 'target', folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).filter((file) => /^TEST-.*\.xml$/.test(file)).map((file) => join(folder, file)))
}

function countsOf(file) {
  const suite = /<testsuite\b[^>]*>/.exec(readFileSync(file, 'utf8'))?.[0] ?? ''
  const [tests, failures, errors, skipped] = ['tests', 'failures', 'errors', 'skipped'].map((name) =>
    Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? NaN),
  )
  if ([tests, failures, errors, skipped].some(Number.isNaN)) throw new Error(`${file} has no counts`)
  return { passed: tests - failures - errors - skipped, failed: failures + errors, skipped }
}

for (const module of modules().filter(hasJavaTests)) {
  const counts = javaReports(module).map(countsOf)
  const sum = (name) => counts.reduce((before, each) => before + each[name], 0)
  if (counts.length === 0) {
    complete = false
    console.error(`ci: ${module} has tests, and no report of them`)
  } else {
    add(module, sum('passed'), sum('failed'), sum('skipped'))
  }
}

function expectReport(file, needed, read) {
  if (existsSync(file)) {
    read(JSON.parse(readFileSync(file, 'utf8')))
  } else if (needed) {
    complete = false
    console.error(`ci: ${file} is missing; its tests did not run`)
  }
}

expectReport('target/renderer/vitest.json', existsSync('renderer/package.json'), (report) =>
  add('renderer', report.numPassedTests, report.numFailedTests + (report.success ? 0 : report.numFailedTests === 0 ? 1 : 0), report.numPendingTests + report.numTodoTests),
)
expectReport('browser-tests/target/playwright.json', existsSync('browser-tests/package.json'), ({ stats, errors }) =>
  add('browser-tests', stats.expected + stats.flaky, stats.unexpected + errors.length, stats.skipped),
)

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(complete && total.failed === 0 && total.passed > 0 ? 0 : 1)
