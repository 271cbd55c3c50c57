import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { windowIsAttended } from './chats/seen'
import { Workbench } from './chats/workbench'
import { BenchContext } from './parts/bench'
import { followLook } from './parts/look'
import { App } from './shell/app'
import './shell/theme.css'

declare global {
  interface Window {
    carillonDiagnostics?: () => ReturnType<Workbench['diagnostics']['snapshot']>
  }
}

const WAKE_SILENCE_MS = 3_000

followLook()

const bench = new Workbench({
  fetch: (path, init) => fetch(path, init),
  connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`),
  keep: localStorage,
  attentive: windowIsAttended,
})
window.carillonDiagnostics = () => bench.diagnostics.snapshot()

if (location.pathname !== '/start') {
  bench.start()
  const wake = () => void bench.live.check(WAKE_SILENCE_MS)
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <BenchContext value={bench}>
      <App />
    </BenchContext>
  </StrictMode>,
)
