#!/usr/bin/env node
// Whether what Carillon acknowledges would survive a power cut. Linux, with strace.
//
//   bench/power-cut.mjs [messages=60] [cuts=3]
//
// It serves under strace, sends messages from several chats at once, and reads from the trace in which order the
// program wrote, synced and answered. It fails unless, for each 202, the commit that holds the message was synced before
// the answer began. Then it cuts the power: it puts together what the disk is sure to hold at some of these answers,
// which is what was synced and nothing else, serves that, and looks for every message acknowledged until then. The names
// of files count as kept.
import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const launcher = join(dirname(fileURLToPath(import.meta.url)), '..', 'carillon')
const token = 'power-cut-power-cut-power-cut-power-cut'
const chatCount = 4
const frameHeaderBytes = 24
const settings = { messages: 60, cuts: 3 }

function refuse(reason) {
  console.error(`power-cut: ${reason}`)
  process.exit(69)
}

for (const argument of process.argv.slice(2)) {
  const [name, value] = argument.split('=')
  if (!(name in settings) || !(Number(value) > 0)) refuse(`"${argument}" is not one of messages=<n> cuts=<n>`)
  settings[name] = Number(value)
}
if (process.platform !== 'linux') refuse('this needs Linux, since it follows system calls with strace')
if (spawnSync('strace', ['-V']).error) refuse('strace is missing; install it, for example with apt-get install strace')

const scratch = mkdtempSync(join(tmpdir(), 'carillon-power-cut-'))
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  if (!process.exitCode) rmSync(scratch, { recursive: true, force: true })
})

async function serve(home, before = []) {
  const { PATH, HOME, CARILLON_JAVA_HOME = '', JAVA_HOME = '' } = process.env
  const environment = { PATH, HOME, CARILLON_JAVA_HOME, JAVA_HOME, CARILLON_TOKEN: token }
  const command = [...before, launcher, 'serve', '--json', '--port', '0', '--home', home]
  const child = spawn(command[0], command.slice(1), { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  const ended = new Promise((resolve) => child.on('exit', resolve))
  void ended.then(() => running.delete(child))
  const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (first.done) throw new Error('Carillon did not start')
  const { address, pid } = JSON.parse(first.value)
  return {
    async ask(method, path, body) {
      const answer = await fetch(address + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
      return text ? JSON.parse(text) : undefined
    },
    async stop() {
      process.kill(pid, 'SIGKILL')
      await ended
    },
  }
}

/** Sends messages from all chats at once; the ids say which is which in the trace. */
async function talk(server) {
  const chats = []
  for (let i = 0; i < chatCount; i++) {
    chats.push(await server.ask('POST', '/api/worlds/first-world/chats', { title: `chat ${i}` }))
  }
  const sent = []
  await Promise.all(
    chats.map(async ({ id: chat }, place) => {
      for (let i = place; i < settings.messages; i += chatCount) {
        const message = `power-cut-${String(i).padStart(6, '0')}`
        await server.ask('POST', `/api/chats/${chat}/messages`, { id: message, text: `Say ${message}` })
        sent.push({ chat, message })
      }
    }),
  )
  return sent
}

/** What strace wrote as \\x41\\x42. */
function bytes(escaped) {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
}

/** The system calls of a trace in the order in which they began, with the place at which each had returned. */
async function readTrace(file) {
  const calls = []
  const open = new Map()
  let place = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    place++
    const [, pid, rest] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (!rest) continue
    const resumed = /^<\.\.\. \w+ resumed>.*= (-?\d+)/.exec(rest)
    if (resumed) {
      const call = open.get(pid)
      if (call) Object.assign(call, { returned: place, result: Number(resumed[1]) })
      open.delete(pid)
      continue
    }
    const [, removed] = /^unlink\("([^"]*)"\) += 0/.exec(rest) ?? []
    if (removed) {
      calls.push({ name: 'unlink', path: bytes(removed).toString(), began: place, returned: place, result: 0, data: Buffer.alloc(0) })
      continue
    }
    const [, name, path, rawArguments] = /^(\w+)\(\d+<([^>]*)>(.*)$/.exec(rest) ?? []
    if (!name) continue
    const call = { name, path: bytes(path).toString(), began: place, returned: Infinity, result: -1 }
    call.data = bytes(/"((?:\\x[0-9a-f]{2})*)"/.exec(rawArguments)?.[1] ?? '')
    if (rest.endsWith('<unfinished ...>')) {
      open.set(pid, call)
      const numbers = rawArguments.replace(' <unfinished ...>', '').split(', ').map(Number)
      call.offset = numbers.at(-1)
    } else {
      const [, inside, result] = /^(.*)\) += (-?\d+)/.exec(rawArguments) ?? []
      Object.assign(call, { returned: place, result: Number(result), offset: Number(inside?.split(', ').at(-1)) })
    }
    calls.push(call)
  }
  return calls
}

const isWrite = (call) => call.name === 'pwrite64' || call.name === 'ftruncate'
const isSync = (call) => (call.name === 'fdatasync' || call.name === 'fsync') && call.result === 0
const isSocket = (call) => /^(socket:|TCP)/.test(call.path)

/** Where the answer to a message began to leave the program. */
function answerTo(message, calls) {
  const body = calls.find((call) => isSocket(call) && call.data.includes(`"messageId":"${message}"`))
  if (!body) return undefined
  return calls.findLast(
    (call) => call.began <= body.began && call.path === body.path && call.data.includes('HTTP/1.1 202'),
  )
}

/** Why the power could not be cut at this answer; undefined when it could. */
function violation(message, answer, calls) {
  const log = calls.filter((call) => call.path.endsWith('carillon.db-wal'))
  const first = log.find((call) => isWrite(call) && call.began < answer.began && call.data.includes(message))
  if (!first) return 'nothing of it was written before the answer'
  // A frame is a header and a page; the header of a commit says how many pages the data file has.
  const header = log.findLast((call) => call.began < first.began && call.data.length === frameHeaderBytes)
  const commit = log.find(
    (call) =>
      call.began >= (header ?? first).began && call.data.length === frameHeaderBytes && call.data.readUInt32BE(4) > 0,
  )
  const page = commit && log.find((call) => call.began > commit.began && isWrite(call))
  if (!page || page.returned > answer.began) return 'it was not committed before the answer'
  const synced = log.some((call) => isSync(call) && call.began > page.returned && call.returned < answer.began)
  return synced ? undefined : 'its commit was not synced before the answer'
}

/** Files as the disk is sure to hold them: writes that a sync of the same file followed before the power went. */
function remains(calls, cut, home, place) {
  mkdirSync(home, { mode: 0o700 })
  const files = new Map()
  for (const call of calls) {
    if (call.returned >= cut) continue
    if (call.name === 'unlink') files.delete(call.path)
    if (!isWrite(call)) continue
    const synced = calls.some(
      (each) => isSync(each) && each.path === call.path && each.began > call.returned && each.returned < cut,
    )
    const content = files.get(call.path) ?? Buffer.alloc(0)
    files.set(call.path, synced ? applied(content, call) : content)
  }
  for (const [path, content] of files) {
    if (dirname(path) === place) writeFileSync(join(home, basename(path)), content, { mode: 0o600 })
  }
}

function applied(content, { name, offset, data }) {
  const length = name === 'ftruncate' ? offset : Math.max(content.length, offset + data.length)
  const next = Buffer.alloc(length)
  content.copy(next)
  if (name === 'pwrite64') data.copy(next, offset)
  return next
}

async function lostAfter(home, acknowledged) {
  const server = await serve(home)
  try {
    const missing = []
    for (const { chat, message } of acknowledged) {
      const shown = await server.ask('GET', `/api/chats/${chat}?limit=500`).catch(String)
      if (!JSON.stringify(shown).includes(`"${message}"`)) missing.push(message)
    }
    return missing
  } finally {
    await server.stop()
  }
}

const first = await serve(join(scratch, 'first')) // builds what is stale, so that only serving is traced
await first.stop()
const home = join(scratch, 'home')
const trace = join(scratch, 'trace')
const traced = 'trace=pwrite64,write,writev,sendto,sendmsg,ftruncate,unlink,fdatasync,fsync'
const server = await serve(home, ['strace', '-f', '-y', '-xx', '-s', '8192', '-e', traced, '-e', 'signal=none', '-o', trace])
const sent = await talk(server)
await server.stop()

const calls = await readTrace(trace)
const answers = sent.map((each) => ({ ...each, answer: answerTo(each.message, calls) }))
const problems = []
for (const { message, answer } of answers) {
  const problem = answer ? violation(message, answer, calls) : 'its answer is not in the trace'
  if (problem) problems.push(`${message}: ${problem}`)
}
answers.sort((one, other) => (one.answer?.began ?? 0) - (other.answer?.began ?? 0))
for (let cut = 1; cut <= settings.cuts; cut++) {
  const until = Math.ceil((answers.length * cut) / settings.cuts)
  const at = answers[until - 1].answer?.began
  if (at === undefined) continue
  const copy = join(scratch, `cut-${cut}`)
  remains(calls, at, copy, home)
  const missing = existsSync(join(copy, 'carillon.db'))
    ? await lostAfter(copy, answers.slice(0, until)).catch((error) => [`everything (${error.message})`])
    : ['everything (there is no data file)']
  if (missing.length > 0) problems.push(`power cut ${cut}, after ${until} answers: lost ${missing.join(', ')}`)
}
const syncs = calls.filter((call) => isSync(call) && call.path.endsWith('carillon.db-wal')).length
for (const problem of problems) console.error(problem)
console.log(`${sent.length} messages acknowledged, ${syncs} syncs of the log, ${settings.cuts} power cuts: ${problems.length} problems`)
if (problems.length > 0) console.error(`the trace is ${trace}`)
process.exitCode = problems.length > 0 ? 1 : 0
