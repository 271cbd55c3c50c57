import { useId, useState, type ReactNode } from 'react'
import { oneLine } from '../../events/plain-text'
import { argumentsInShort, argumentsOf, begunInShort, previewable, spreadOut } from '../../events/tool-words'
import { imagesOf, isWritten, type ShownCall } from '../../events/tools'
import type { ChatId, RunningTool, ToolCall, ToolReturn } from '../../events/wire'
import { CopyButton } from '../../parts/copy-button'
import { Chevron } from '../../parts/icons'
import { seconds, useSecondsSince } from '../../parts/times'
import { DiffCounts, DiffView } from '../../parts/tools/diff-view'
import { ImageFrame } from '../../parts/tools/image-frame'
import { Preview, PreviewToggle } from '../../parts/tools/preview'
import { ExactText, LiveArguments, LiveOutput, ResultText } from '../../parts/tools/text-block'
import { CallMark, TONES } from './call-mark'
import { useCallState, useRunning, WORDS, type CallState } from './call-state'

interface Props {
  chat: ChatId
  call: ShownCall
}

/** One call of a tool: what it is about and how it goes in a line, and below it what went in and came out. */
export function ToolCard({ chat, call }: Props) {
  const state = useCallState(chat, call)
  const running = useRunning(chat, call)
  const [unfolded, setUnfolded] = useState(false)
  const body = useId()
  const [name, subject] = headingOf(call)
  return (
    <section
      data-testid="tool-card"
      data-tool-call-id={isWritten(call) ? undefined : call.id}
      data-call-state={state}
      aria-label={`${name} ${subject}, ${WORDS[state] ?? state}`}
      className={`overflow-hidden rounded-xl border bg-raised text-sm ${state === 'approval' ? 'border-amber/45' : state === 'question' ? 'border-blue/45' : 'border-line'}`}
    >
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls={body}
        onClick={() => setUnfolded(!unfolded)}
        className="flex min-h-9 w-full items-center gap-2 px-3 py-1.5 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <CallMark state={state} />
        <span className="max-w-1/2 shrink-0 truncate font-medium">{name}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-muted" title={subject} dir="ltr">
          {subject}
        </span>
        {!isWritten(call) && call.result?.diff !== undefined && <DiffCounts text={call.result.diff} />}
        <StateWords state={state} running={running} />
        {isWritten(call) && <Length of={call.text} />}
        <Chevron className={`size-3.5 text-faint transition-transform ${unfolded ? 'rotate-90' : ''}`} />
      </button>
      <div id={body}>
        {isWritten(call) ? (
          unfolded && (
            <Part label="Input">
              <LiveArguments text={call.text} label="Input" />
            </Part>
          )
        ) : (
          <Body chat={chat} call={call} heading={[name, subject]} running={running} unfolded={unfolded} />
        )}
      </div>
    </section>
  )
}

interface BodyProps {
  chat: ChatId
  call: ToolCall
  heading: readonly [string, string]
  running: RunningTool | undefined
  unfolded: boolean
}

function Body({ chat, call, heading, running, unfolded }: BodyProps) {
  const { result } = call
  const images = imagesOf(result)
  return (
    <>
      {running && running.text !== '' && (
        <Part>
          <LiveOutput text={running.text} label={`Output of ${heading[0]}`} />
        </Part>
      )}
      {result && !unfolded && <Gist call={call} result={result} />}
      {result?.diff !== undefined && (
        <Part>
          <DiffView text={result.diff} label="What it changed" />
        </Part>
      )}
      {images.length > 0 && (
        <Part>
          <ImageFrame chat={chat} images={images} name={heading.join(' ')} />
        </Part>
      )}
      {unfolded && <Details call={call} />}
    </>
  )
}

function headingOf(call: ShownCall): readonly [string, string] {
  const { tool } = call
  const subject = isWritten(call) ? begunInShort(tool, call.text) : argumentsInShort(tool, call.arguments)
  if (tool === 'ask_user') return ['Question', subject]
  const loaded = !isWritten(call) && call.result?.outcome === 'returned'
  if (tool === 'load_skill' && loaded) return ['Loaded skill', subject]
  return [oneLine(tool) || 'Tool', subject]
}

/** It changes many times a second, so it is no part of the button's name. */
function Length({ of }: { of: string }) {
  return (
    <span aria-hidden="true" className="shrink-0 text-xs text-faint tabular-nums">
      {of.length.toLocaleString()} characters
    </span>
  )
}

function StateWords({ state, running }: { state: CallState; running: RunningTool | undefined }) {
  const tone =
    state === 'approval'
      ? 'text-amber'
      : state === 'question'
        ? 'text-blue'
        : state === 'failed'
          ? TONES.failed
          : 'text-muted'
  return (
    <span className={`shrink-0 text-xs tabular-nums ${tone}`}>
      {WORDS[state] ?? state}
      {running && <Elapsed since={running.startedAt} />}
    </span>
  )
}

function Elapsed({ since }: { since: string }) {
  return ` · ${seconds(useSecondsSince(since))}`
}

/** What one should know of a result without unfolding it. */
function Gist({ call, result }: { call: ToolCall; result: ToolReturn }) {
  if (result.outcome === 'unknown') {
    return (
      <Note>
        Nobody knows how far it came, because Carillon ended while it ran. It is not run again by itself.
      </Note>
    )
  }
  if (result.outcome !== 'returned') return <Note>{oneLine(result.text.slice(0, 300))}</Note>
  return call.tool === 'ask_user' ? <Note answer>{result.text}</Note> : null
}

function Note({ answer = false, children }: { answer?: boolean; children: ReactNode }) {
  return (
    <p
      dir="auto"
      className={`px-3 pb-2 pl-9 wrap-anywhere ${answer ? 'whitespace-pre-wrap text-ink' : 'line-clamp-2 text-muted'}`}
    >
      {children}
    </p>
  )
}

function Details({ call }: { call: ToolCall }) {
  const { result } = call
  const path = argumentsOf(result?.ranWith ?? call.arguments)?.['path']
  const kind = result && previewable(typeof path === 'string' ? path : '', result.text)
  return (
    <>
      {result?.outcome === 'unknown' && <Gist call={call} result={result} />}
      <Part label="Input" copy={call.arguments}>
        <ExactText text={spreadOut(call.arguments)} label="Input" />
      </Part>
      {result?.ranWith !== undefined && (
        <Part label="Ran with this instead, as a person changed it" copy={result.ranWith}>
          <ExactText text={spreadOut(result.ranWith)} label="Input that it ran with" />
        </Part>
      )}
      {result && result.text !== '' && <ResultPart text={result.text} kind={kind} />}
    </>
  )
}

function ResultPart({ text, kind }: { text: string; kind: 'svg' | 'html' | undefined }) {
  const [previewed, setPreviewed] = useState(false)
  return (
    <Part
      label="Result"
      copy={text}
      action={kind && <PreviewToggle shown={previewed} onToggle={() => setPreviewed(!previewed)} />}
    >
      {previewed && kind ? <Preview kind={kind} source={text} /> : <ResultText text={text} label="Result" />}
    </Part>
  )
}

interface PartProps {
  label?: string
  copy?: string
  action?: ReactNode
  children: ReactNode
}

function Part({ label, copy, action, children }: PartProps) {
  return (
    <div className="border-t border-line bg-sunken">
      {label !== undefined && (
        <div className="flex h-8 items-center gap-1 pr-1 pl-3 text-xs text-faint">
          <span className="flex-1">{label}</span>
          {action}
          {copy !== undefined && <CopyButton text={() => copy} label={`Copy: ${label}`} />}
        </div>
      )}
      {children}
    </div>
  )
}
