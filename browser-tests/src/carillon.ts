import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TOKEN = 'browser-tests-browser-tests-browser-tests'

export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; './mvnw verify' sets it.`)
  return value
}

/** The real server in a process of its own, on a data folder of its own. */
export class Carillon {
  readonly home: string
  #process: ChildProcess | undefined
  #address = ''

  private constructor(home: string) {
    this.home = home
  }

  static async start(): Promise<Carillon> {
    const carillon = new Carillon(await mkdtemp(join(tmpdir(), 'carillon-test-')))
    await carillon.run('0')
    return carillon
  }

  get address(): string {
    return this.#address
  }

  /** Starts the process; a port of `0` is any free one. */
  async run(port: string): Promise<void> {
    const java = spawn(
      required('CARILLON_JAVA'),
      [
        ...(
          process.env['CARILLON_JAVA_OPTIONS'] ?? '-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED'
        ).split(' '),
        '-cp',
        required('CARILLON_CLASS_PATH'),
        'carillon.app.Main',
        'serve',
        '--json',
      ],
      {
        env: { ...process.env, CARILLON_HOME: this.home, CARILLON_PORT: port, CARILLON_TOKEN: TOKEN },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    this.#process = java
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: java.stdout }).once('line', resolve)
      java.once('exit', (code) => reject(new Error(`carillon ended with ${code} before it served`)))
    })
    this.#address = (JSON.parse(line) as { address: string }).address
  }

  /** Kills the process without a word and starts another on the same folder and port. */
  async crashAndRestart(): Promise<void> {
    await this.#end('SIGKILL')
    await this.run(new URL(this.#address).port)
  }

  /** Lets the process end in peace, does something with the data folder, and starts another on the same port. */
  async restartAfter(work: (home: string) => Promise<void>): Promise<void> {
    await this.#end('SIGTERM')
    await work(this.home)
    await this.run(new URL(this.#address).port)
  }

  async crash(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** From now on the operating system refuses whatever the process writes to a file, as if the disk had gone. */
  refuseWrites(): void {
    this.#limitWrites('0')
  }

  allowWrites(): void {
    this.#limitWrites('unlimited')
  }

  #limitWrites(bytes: string): void {
    execFileSync('prlimit', [`--pid=${this.#process?.pid}`, `--fsize=${bytes}:unlimited`])
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.home, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const java = this.#process
    if (!java || java.exitCode !== null || java.signalCode !== null) return
    const ended = new Promise((resolve) => java.once('exit', resolve))
    java.kill(signal)
    await ended
  }

  /** The one-time link that lets a window in. */
  async startLink(): Promise<string> {
    const { code } = await this.api<{ code: string }>('POST', '/api/start-code')
    return `${this.#address}/start#${code}`
  }

  async api<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#address + path, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${method} ${path} gave ${response.status}: ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as T
  }
}
