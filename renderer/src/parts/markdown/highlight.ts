import type { Element, RootContent } from 'hast'
import { common, createLowlight } from 'lowlight'
import { createElement, type ReactNode } from 'react'
import { Recent } from './recent'

const lowlight = createLowlight(common)
const MOST_CHARACTERS = 60_000
const coloured = new Recent<ReactNode>(300_000)

/** Code with its words coloured, as elements; plain when the language is unknown or the code is very long. */
export function highlighted(code: string, language: string): ReactNode {
  return coloured.get(`${language}\n${code}`, () => colouredNow(code, language))
}

/** The same for code that is about to change, which is not worth remembering. */
export function colouredNow(code: string, language: string): ReactNode {
  if (!lowlight.registered(language) || code.length > MOST_CHARACTERS) return code
  try {
    return lowlight.highlight(language, code).children.map(nodeOf)
  } catch {
    return code
  }
}

function nodeOf(node: RootContent, key: number): ReactNode {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return null
  return createElement('span', { key, className: classesOf(node) }, node.children.map(nodeOf))
}

function classesOf(element: Element): string {
  const { className } = element.properties
  return Array.isArray(className) ? className.join(' ') : ''
}
