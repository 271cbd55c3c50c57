/** The server answered and said no. `detail` is meant for people, `code` for decisions. */
export class Problem extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
  }
}

/** No answer came: the server is down, restarting or out of reach. */
export class Unreachable extends Error {}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const LIMIT_MS = 30_000

/** For what starts programs or copies folders; the server's own limits are shorter. */
export const LONG_LIMIT_MS = 6 * 60_000

/** JSON and images over HTTP. Calls `onLocked` whenever the server does not know who we are. */
export class Http {
  readonly #fetch: Fetch
  readonly #onLocked: () => void

  constructor(fetch: Fetch, onLocked: () => void) {
    this.#fetch = fetch
    this.#onLocked = onLocked
  }

  async ask<T>(method: Method, path: string, body?: unknown, limitMs = LIMIT_MS): Promise<T> {
    const text = await this.#request(method, path, body, limitMs, (response) => response.text())
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  /** What is no JSON. */
  bytes(path: string): Promise<Uint8Array> {
    return this.#request('GET', path, undefined, LIMIT_MS, async (response) => {
      return new Uint8Array(await response.arrayBuffer())
    })
  }

  async #request<T>(
    method: Method,
    path: string,
    body: unknown,
    limitMs: number,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    let response: Response
    let text: string
    try {
      response = await this.#fetch(path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(limitMs),
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      if (response.ok) return await read(response)
      text = await response.text()
    } catch (cause) {
      throw new Unreachable('Carillon does not answer.', { cause })
    }
    if (response.status === 401) this.#onLocked()
    throw problemOf(response, text)
  }
}

/** One sentence for a person. */
export function inWords(error: unknown): string {
  return error instanceof Problem || error instanceof Unreachable ? error.message : 'Something went wrong.'
}

function problemOf(response: Response, text: string): Problem {
  try {
    const { code, detail, title } = JSON.parse(text) as Record<string, unknown>
    return new Problem(
      response.status,
      String(code ?? ''),
      String(detail ?? title ?? `The server said ${response.status}.`),
    )
  } catch {
    return new Problem(response.status, '', `The server said ${response.status}.`)
  }
}
