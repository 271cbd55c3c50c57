import { useEffect, useRef, useState, type ReactNode } from 'react'
import { inWords, Problem } from '../chats/http'
import { useBench } from '../parts/bench'
import { Bell } from '../parts/icons'

/** The server does not know this window. Goes on by itself once the person has come in, in this tab or another. */
export function LockedPage() {
  const { api } = useBench()
  useEffect(() => {
    const look = () =>
      void api.health().then(
        () => location.reload(),
        () => undefined,
      )
    const timer = setInterval(look, 4_000)
    window.addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [api])
  return (
    <Door title="Open Carillon from the terminal">
      <p>
        This window has no key to your Carillon. Run <Command>carillon</Command> in a terminal: it opens the
        window, or shows a link that does. The link works once, for two minutes.
      </p>
      <p className="mt-3 text-faint">This page goes on by itself after that.</p>
    </Door>
  )
}

/** Turns the code of a start link into this browser's key. */
export function StartPage({ code }: { code: string }) {
  const { api } = useBench()
  const [problem, setProblem] = useState<string>()
  const spent = useRef(false)
  useEffect(() => {
    // The code works once, and an effect may run twice.
    if (spent.current) return
    spent.current = true
    history.replaceState(null, '', '/start')
    if (code === '') {
      setProblem('This start link has no code.')
      return
    }
    api.login(code).then(
      () => location.replace('/'),
      (failure: unknown) =>
        setProblem(
          failure instanceof Problem ? 'This start link was used already, or is too old.' : inWords(failure),
        ),
    )
    // oxlint-disable-next-line react/exhaustive-deps -- the code disappears from the address on purpose
  }, [])
  if (!problem) return <Door title="Opening Carillon…">{null}</Door>
  return (
    <Door title="This link does not open the door">
      <p>
        {problem} Run <Command>carillon</Command> in a terminal to get a new one.
      </p>
    </Door>
  )
}

function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex h-full flex-col items-center justify-center px-6 pb-16 text-center">
      <Bell className="mb-5 size-10 text-accent" />
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <div className="mt-3 max-w-md text-muted">{children}</div>
    </main>
  )
}

function Command({ children }: { children: string }) {
  return (
    <code className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-sm text-ink">
      {children}
    </code>
  )
}
