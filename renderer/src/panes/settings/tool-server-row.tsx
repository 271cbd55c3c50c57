import { useState } from 'react'
import { inWords } from '../../chats/http'
import { countOf, oneLine, outputText } from '../../events/plain-text'
import type { ToolServer } from '../../events/wire'
import { Button } from '../../parts/button'
import { FormError } from '../../parts/field'

const STATES: Readonly<Record<ToolServer['state'], string>> = {
  stopped: 'Not started yet: starts when an agent first needs it',
  starting: 'Starting…',
  running: 'Running',
  failed: 'Failed',
}

interface Props {
  server: ToolServer
  onRestart: () => Promise<void>
}

/** One MCP server: how it is, why it failed, what it offers. */
export function ToolServerRow({ server, onRestart }: Props) {
  const [restarting, setRestarting] = useState(false)
  const [refused, setRefused] = useState<string>()
  const name = oneLine(server.name)
  const state = restarting ? 'starting' : server.state
  const restart = async () => {
    setRestarting(true)
    setRefused(undefined)
    try {
      await onRestart()
    } catch (failure) {
      setRefused(inWords(failure))
    } finally {
      setRestarting(false)
    }
  }
  return (
    <li aria-label={name} data-state={state} className="space-y-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span
            role="status"
            className={`block text-sm ${state === 'failed' ? 'text-red' : state === 'running' ? 'text-accent' : 'text-muted'}`}
          >
            {STATES[state]}
          </span>
        </span>
        <Button aria-label={`Restart ${name}`} disabled={restarting} onClick={() => void restart()}>
          Restart
        </Button>
      </div>
      {server.error && !restarting && (
        <p className="text-sm wrap-anywhere whitespace-pre-wrap text-red">{outputText(server.error)}</p>
      )}
      <FormError error={refused} />
      {server.tools.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted hover:text-ink">
            {countOf(server.tools.length, 'tool')}
          </summary>
          <ul className="mt-1.5 flex flex-wrap gap-1.5">
            {server.tools.map((tool) => (
              <li key={tool} className="rounded-md bg-sunken px-1.5 font-mono text-xs/5 wrap-anywhere">
                {oneLine(tool)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
