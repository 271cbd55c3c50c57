import type { Token, Tokens } from 'marked'
import { memo, type ReactNode } from 'react'
import { CodeBlock } from './code-block'
import { inline } from './inline'

const DEEPEST = 24

interface Props {
  token: Token
  live: boolean
}

/** One Markdown block as elements. A block whose token is the same object is not rendered again. */
export const BlockView = memo(function BlockView({ token, live }: Props) {
  return block(token as Tokens.Generic, live, 0)
})

function blocks(tokens: readonly Token[] | undefined, live: boolean, depth: number): ReactNode {
  return tokens?.map((token, index) => (
    <Nested key={index} token={token as Tokens.Generic} live={live} depth={depth + 1} />
  ))
}

function Nested({ token, live, depth }: { token: Tokens.Generic; live: boolean; depth: number }) {
  return block(token, live, depth)
}

function block(token: Tokens.Generic, live: boolean, depth: number): ReactNode {
  if (depth > DEEPEST) return <p>{token.raw}</p>
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return null
    case 'heading': {
      const Heading = `h${Math.min(6, Math.max(1, (token as Tokens.Heading).depth))}` as 'h1'
      return <Heading dir="auto">{inline(token.tokens)}</Heading>
    }
    case 'paragraph':
      return <p dir="auto">{inline(token.tokens)}</p>
    case 'text':
      return token.tokens ? inline(token.tokens) : inline([token])
    case 'code': {
      const { text, lang } = token as Tokens.Code
      return <CodeBlock code={text} language={(lang ?? '').split(/\s/)[0]?.toLowerCase() ?? ''} live={live} />
    }
    case 'blockquote':
      return <blockquote dir="auto">{blocks(token.tokens, live, depth)}</blockquote>
    case 'list':
      return <List list={token as Tokens.List} live={live} depth={depth} />
    case 'table':
      return <Table table={token as Tokens.Table} />
    case 'hr':
      return <hr />
    default:
      return (
        <p dir="auto" className="whitespace-pre-wrap">
          {token.raw.trim()}
        </p>
      )
  }
}

function List({ list, live, depth }: { list: Tokens.List; live: boolean; depth: number }) {
  const items = list.items.map((item, index) => (
    <li key={index} dir="auto" className={item.task ? 'task' : undefined}>
      {item.task && (
        <input type="checkbox" disabled checked={item.checked ?? false} readOnly aria-label="Done" />
      )}
      {blocks(item.tokens, live, depth)}
    </li>
  ))
  return list.ordered ? <ol start={list.start === '' ? 1 : list.start}>{items}</ol> : <ul>{items}</ul>
}

function Table({ table }: { table: Tokens.Table }) {
  return (
    <div className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            {table.header.map((cell, column) => (
              <th key={column} data-align={cell.align ?? 'left'} scope="col">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, column) => (
                <td key={column} data-align={cell.align ?? 'left'}>
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
