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

/** The arguments of a call as one line; those that are malformed as they are. */
export function argumentsInShort(tool: string, given: string): string {
  const fields = argumentsOf(given)
  if (!fields) return short(given)
  if (Object.keys(fields).length === 0) return ''
  if (tool === 'send_message') return short(`${listed(fields['to'])}: ${listed(fields['text'])}`)
  if (tool === 'grep')
    return short([listed(fields['pattern']), listed(fields['path'])].filter(Boolean).join(' in '))
  const telling = TELLING.map((name) => listed(fields[name])).find((text) => text !== '')
  return short(telling ?? given)
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
