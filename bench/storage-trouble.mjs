#!/usr/bin/env -S node --experimental-websocket
// A disk that fills up and writes that are refused, under a running Carillon: what is promised, tried for real.
//
// Needs Linux, Node.js 20, prlimit, and root to mount: the data folder is a tmpfs of 24 MB in a temporary folder.
// Builds what is stale through ./carillon. Says each step and ends with 0, or with 1 and what was not kept.
import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const TOKEN = 'storage-trouble-storage-trouble-storage'
const SIZE_MB = 24
const PATIENCE_MS = 20_000

if (process.platform !== 'linux' || process.getuid() !== 0) {
  console.error('storage-trouble: needs Linux and root, since it mounts a tmpfs')
  process.exit(69)
}

const home = mkdtempSync(join(tmpdir(), 'carillon-trouble-'))
const filler = join(home, 'filler')
const began = Date.now()
const say = (text) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`)

function kept(promise, what) {
  if (!promise) throw new Error(`not kept: ${what}`)
  say(`kept: ${what}`)
}

async function until(what, look) {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    if (await look()) return say(`kept: ${what}`)
    if (Date.now() > end) throw new Error(`not kept within ${PATIENCE_MS / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A model that says what it is told, one call at a time. */
async function scriptedModel() {
  const calls = []
  const takers = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const chunk = (delta, finish = null) =>
      response.write(
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
      )
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const call = {
      say: (text) => chunk({ content: text }),
      end: () => {
        chunk({}, 'stop')
        response.end('data: [DONE]\n\n')
      },
    }
    const taker = takers.shift()
    if (taker) taker(call)
    else calls.push(call)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    next: () => calls.shift() ?? new Promise((resolve) => takers.push(resolve)),
    stop: () => server.closeAllConnections(),
  }
}

async function serve() {
  const java = spawn(join(root, 'carillon'), ['serve', '--json', '--port', '0', '--home', home], {
    env: { ...process.env, CARILLON_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: java.stdout }).once('line', resolve)
    java.once('exit', (code) => reject(new Error(`carillon ended with ${code}`)))
  })
  const { address } = JSON.parse(line)
  const ask = async (method, path, body) => {
    const response = await fetch(address + path, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const stop = async () => {
    const ended = new Promise((resolve) => java.once('exit', resolve))
    java.kill()
    await ended
  }
  return { address, pid: java.pid, ask, stop }
}

/** What a window is told about the store. */
function listen(address) {
  const told = []
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  })
  socket.onmessage = ({ data }) => {
    const { store } = JSON.parse(data)
    if (store) told.push(store)
  }
  return { told, close: () => socket.close() }
}

function fill() {
  const piece = Buffer.alloc(64 * 1024)
  for (const size of [piece.length, 4096, 1]) {
    try {
      for (;;) appendFileSync(filler, piece.subarray(0, size))
    } catch (full) {
      if (full.code !== 'ENOSPC') throw full
    }
  }
}

const troubles = [
  {
    name: 'a full disk',
    state: 'storage-full',
    begin: fill,
    end: () => rmSync(filler),
  },
  {
    name: 'a process whose writes are all refused',
    state: 'storage-unavailable',
    begin: (pid) => execFileSync('prlimit', [`--pid=${pid}`, '--fsize=0:unlimited']),
    end: (pid) => execFileSync('prlimit', [`--pid=${pid}`, '--fsize=unlimited:unlimited']),
  },
]

async function main() {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=700`, 'tmpfs', home])
  const model = await scriptedModel()
  const { address, pid, ask, stop } = await serve()
  const window = listen(address)
  try {
    await ask('POST', '/api/worlds', { name: 'bells' })
    await ask('POST', '/api/worlds/bells/agents', {
      id: 'a1', name: 'Ada', provider: 'openai-compatible', baseUrl: model.baseUrl, model: 'm',
    })
    const newChat = async (title) => (await ask('POST', '/api/worlds/bells/chats', { title })).body.id
    const snapshot = async (chat) => (await ask('GET', `/api/chats/${chat}`)).body
    const send = (chat, text, id) => ask('POST', `/api/chats/${chat}/messages`, { text, ...(id && { id }) })
    const health = async () => (await ask('GET', '/api/health')).body.store

    for (const trouble of troubles) {
      say(`--- ${trouble.name}`)
      const talking = await newChat('Talking')
      const resting = await newChat('Resting')
      await send(talking, 'Tell me something long')
      const call = await model.next()
      call.say('before ')
      await until('an answer is under way', async () => (await snapshot(talking)).open[0]?.text === 'before ')

      trouble.begin(pid)
      call.say('during '.repeat(2_000))
      await until('the window is told', () => window.told.at(-1)?.state === trouble.state)
      say(`      ${window.told.at(-1).detail}`)
      kept((await health()) === trouble.state, `health says ${trouble.state}`)
      const refused = await send(resting, 'x'.repeat(500_000), `m-${trouble.state}`)
      kept(refused.status === 503 && refused.body.code === trouble.state, `a message is refused with 503 ${refused.body.code}`)
      kept((await snapshot(resting)).messages.length === 0, 'nothing of it is there')
      await until('the answer goes on to be read', async () => (await snapshot(talking)).open[0]?.text.length > 14_000)
      kept((await ask('GET', '/api/worlds/bells/chats')).status === 200, 'the list of chats is read')
      call.end()
      await until('the chat says that its answer waits to be saved', async () => {
        const { status, reason } = await snapshot(talking)
        return status === 'waiting' && /cannot be saved yet/.test(reason ?? '')
      })
      say(`      ${(await snapshot(talking)).reason}`)

      trouble.end(pid)
      await until('the window is told that it is over', () => window.told.at(-1)?.state === 'ok')
      await until('the turn ends as answered', async () => (await snapshot(talking)).lastTurn?.outcome === 'answered')
      const said = (await snapshot(talking)).messages.at(-1).parts.map(({ text }) => text).join('')
      kept(said === 'before ' + 'during '.repeat(2_000), 'nothing of the answer is lost')
      const again = await send(resting, 'x'.repeat(500_000), `m-${trouble.state}`)
      kept(again.status === 202, 'the message is taken now')
      const next = await model.next()
      next.say('Thanks')
      next.end()
      await until('and answered', async () => (await snapshot(resting)).lastTurn?.outcome === 'answered')
    }
  } finally {
    window.close()
    await stop()
    model.stop()
    execFileSync('umount', [home])
    rmSync(home, { recursive: true })
  }
}

await main().then(
  () => process.exit(0),
  (error) => {
    console.error(`storage-trouble: ${error.message}`)
    process.exit(1)
  },
)
