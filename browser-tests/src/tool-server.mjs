// An MCP server of one tool over stdio. Its argument is a file to which it adds its process id when it starts.
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

appendFileSync(process.argv[2], `${process.pid}\n`)

const say = {
  name: 'say',
  description: 'Says it back.',
  inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
}

function answerTo({ method, params }) {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'small', version: '1' },
      }
    case 'tools/list':
      return { tools: [say] }
    case 'tools/call':
      return { content: [{ type: 'text', text: `said ${params.arguments.text}` }] }
    default:
      return {}
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  if (request.id === undefined) continue
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, result: answerTo(request) })}\n`)
}
