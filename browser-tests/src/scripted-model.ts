import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { markdownOf } from './long-answers.ts'

/** Of every answer. */
const USAGE = { prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 }

interface ChatMessage {
  role: string
  /** Missing when a model asked for tools without a word. */
  content?: string | null
}

interface ChatRequest {
  messages: ChatMessage[]
  tools?: { function: { name: string } }[]
}

/** One request to the model, played by the test. */
export class Call {
  readonly messages: readonly ChatMessage[]
  /** The names of the tools that the model may ask for. */
  readonly tools: readonly string[]
  /** Settles when the other side has closed the connection before the end. */
  readonly cut: Promise<void>
  readonly #response: ServerResponse
  #used = 0

  constructor({ messages, tools = [] }: ChatRequest, response: ServerResponse) {
    this.messages = messages
    this.tools = tools.map((tool) => tool.function.name)
    this.#response = response
    this.cut = new Promise((resolve) =>
      response.on('close', () => {
        if (!response.writableEnded) resolve()
      }),
    )
  }

  /** The last thing a person said. */
  get asked(): string {
    return this.messages.filter((message) => message.role === 'user').at(-1)?.content ?? ''
  }

  /** Everything the model was shown. */
  get shown(): string {
    return this.messages.map((message) => message.content ?? '').join('\n')
  }

  /** What came of the tools since a person spoke last, in the order shown. */
  get results(): readonly string[] {
    const last = this.messages.findLastIndex((message) => message.role === 'user')
    return this.messages
      .slice(last)
      .filter((message) => message.role === 'tool')
      .map((message) => message.content ?? '')
  }

  say(text: string): this {
    this.#chunk({ content: text })
    return this
  }

  /** Asks for a tool; its arguments come in two pieces. */
  use(name: string, given: object): this {
    const json = JSON.stringify(given)
    const half = json.length >> 1
    return this.begin(name, json.slice(0, half)).write(json.slice(half))
  }

  /** Begins to ask for a tool with these first characters of its arguments. */
  begin(name: string, first: string): this {
    const index = this.#used++
    const call = { index, id: `call-${index}`, type: 'function', function: { name, arguments: first } }
    this.#chunk({ tool_calls: [call] })
    return this
  }

  /** More of the arguments of the tool that was asked for last. */
  write(more: string): this {
    this.#chunk({ tool_calls: [{ index: this.#used - 1, function: { arguments: more } }] })
    return this
  }

  end(): void {
    this.#chunk({}, this.#used > 0 ? 'tool_calls' : 'stop')
    this.#response.write(`data: ${JSON.stringify({ id: 'c', choices: [], usage: USAGE })}\n\n`)
    this.#response.write('data: [DONE]\n\n')
    this.#response.end()
  }

  fail(status: number, message: string): void {
    this.#response.writeHead(status, { 'Content-Type': 'application/json' })
    this.#response.end(JSON.stringify({ error: { message } }))
  }

  #chunk(delta: object, finish: string | null = null): void {
    if (!this.#response.headersSent) this.#response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const chunk = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'scripted',
      choices: [{ index: 0, delta, finish_reason: finish }],
    }
    this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
}

/**
 * A provider on loopback. A call whose message says `words=N every=MS tag=T` or `markdown=N every=MS tag=T` plays by
 * itself, a word or four characters at a time; others wait for the test.
 */
export class ScriptedModel {
  readonly #server: Server
  readonly #waiting: Call[] = []
  readonly #takers: { wanted: string; take: (call: Call) => void }[] = []
  readonly #played = new Map<string, () => void>()
  #said = 0

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<ScriptedModel> {
    const server = createServer()
    const model = new ScriptedModel(server)
    server.on('request', (request, response) => void model.#answer(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return model
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
  }

  /** How many pieces of paced answers went out. */
  get said(): number {
    return this.#said
  }

  /** The call whose last message contains this text; waits for it. */
  async call(wanted: string): Promise<Call> {
    const index = this.#waiting.findIndex((call) => call.asked.includes(wanted))
    if (index >= 0) return this.#waiting.splice(index, 1)[0] as Call
    return new Promise((take) => this.#takers.push({ wanted, take }))
  }

  /** Resolves when the next paced answer with this tag has ended. */
  async played(tag: string): Promise<void> {
    return new Promise((resolve) => this.#played.set(tag, resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.endsWith('/models')) {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }))
      return
    }
    let body = ''
    for await (const part of request) body += part
    const call = new Call(JSON.parse(body) as ChatRequest, response)
    if (call.asked.startsWith('Generate a short title')) {
      call.say('A title').end()
      return
    }
    const paced = /(words|markdown)=(\d+) every=(\d+) tag=(\w+)/.exec(call.asked)
    if (paced) {
      const [, kind, count, every, tag = ''] = paced
      const pieces =
        kind === 'words' ? words(tag, Number(count)) : quarters(markdownOf(tag, Number(count) * 4))
      this.#play(call, pieces, Number(every), tag)
      return
    }
    const taker = this.#takers.findIndex((each) => call.asked.includes(each.wanted))
    if (taker >= 0) this.#takers.splice(taker, 1)[0]?.take(call)
    else this.#waiting.push(call)
  }

  #play(call: Call, pieces: readonly string[], every: number, tag: string): void {
    let next = 0
    const timer = setInterval(() => {
      const piece = pieces[next++]
      if (piece !== undefined) {
        this.#said++
        call.say(piece)
      } else {
        clearInterval(timer)
        call.end()
        this.#played.get(tag)?.()
      }
    }, every)
    void call.cut.then(() => clearInterval(timer))
  }
}

function words(tag: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${tag}${n} `)
}

function quarters(text: string): readonly string[] {
  return text.match(/[^]{1,4}/g) ?? []
}
