import { oneLine } from './plain-text'
import type { ToolOutcome } from './wire'

/** What says most about a call, the first that is there. */
const TELLING = [
  'command',
  'cmd',
  'argv',
  'args',
  'path',
  'file_path',
  'file',
  'url',
  'pattern',
  'query',
  'question',
  'skill',
  'id',
  'name',
  'title',
  'text',
]
const MOST = 300
const MOST_READ = 2_000
/** With one of these, the beginning of a JSON object is one. */
const ENDS = ['', '}', '"}', ']}', '"]}']

/** The arguments of a call as one line; those that are malformed as they are. */
export function argumentsInShort(tool: string, given: string): string {
  const fields = argumentsOf(given)
  if (!fields) return short(given)
  return Object.keys(fields).length === 0 ? '' : short(telling(tool, fields) || given)
}

/** What a call is about of which only the beginning of the arguments is written; nothing while that does not tell. */
export function begunInShort(tool: string, begun: string): string {
  const start = begun.slice(0, MOST_READ)
  const whole = start.slice(0, Math.max(0, start.lastIndexOf(',')))
  for (const json of [start, whole].flatMap((text) => ENDS.map((end) => text + end))) {
    const fields = argumentsOf(json)
    if (fields) return short(telling(tool, fields))
  }
  return ''
}

function telling(tool: string, fields: Readonly<Record<string, unknown>>): string {
  if (tool === 'send_message') return `${listed(fields['to'])}: ${listed(fields['text'])}`
  if (tool === 'grep') return [listed(fields['pattern']), listed(fields['path'])].filter(Boolean).join(' in ')
  return TELLING.map((name) => listed(fields[name])).find((text) => text !== '') ?? ''
}

/** Undefined unless it is a JSON object. */
export function argumentsOf(given: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(given)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** JSON over several lines; what is none as it is. */
export function spreadOut(given: string): string {
  const fields = argumentsOf(given)
  return fields ? JSON.stringify(fields, undefined, 2) : given
}

function listed(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(' ') : ''
}

function short(text: string): string {
  return oneLine(text.slice(0, MOST))
}

/** What became of a call, in words. */
export const OUTCOMES: Readonly<Record<ToolOutcome, string>> = {
  returned: 'Done',
  failed: 'Failed',
  refused: 'Refused',
  denied: 'Denied',
  stopped: 'Stopped',
  unknown: 'Unknown',
}

/** The language of a file that can be shown as a picture of itself. */
export function previewable(path: string, text: string): 'svg' | 'html' | undefined {
  const start = text.slice(0, 2_000).trimStart()
  const isSvg = /^<svg[\s>]/iu.test(start) || (/^<(?:\?xml|!)/iu.test(start) && start.includes('<svg'))
  if (isSvg) return 'svg'
  return /\.html?$/iu.test(path) && start.startsWith('<') ? 'html' : undefined
}
