import type {
  Approval,
  ChatEvent,
  ChatId,
  FactEvent,
  MessageId,
  Question,
  QuestionId,
  Queued,
  ToolCallId,
  ToolReturn,
  TurnId,
  TurnOutcome,
} from '../../src/events/wire'

type Body = FactEvent extends infer F
  ? F extends FactEvent
    ? Omit<F, 'chatId' | 'seq' | 'at'>
    : never
  : never

type CallOutcome = (FactEvent & { kind: 'model-call-ended' })['outcome']

/** Writes the events of one chat in order, as its owner would. */
export class Run {
  readonly events: ChatEvent[] = []
  readonly chat: ChatId
  #seq = 0

  constructor(chat: string) {
    this.chat = chat as ChatId
  }

  fact(body: Body): this {
    this.#seq++
    const at = new Date(Date.UTC(2030, 0, 1) + this.#seq * 1_000).toISOString()
    this.events.push({ ...body, chatId: this.chat, seq: this.#seq, at } as FactEvent)
    return this
  }

  admit(message: string, text = `${this.chat} asks ${message}`): this {
    return this.fact({
      kind: 'message-admitted',
      messageId: message as MessageId,
      sender: 'human',
      text,
      mode: 'queue',
    })
  }

  /** A message that a person sends while others wait or a turn runs. */
  wait(message: string, mode: Queued['mode'], text = `${this.chat} asks ${message}`): this {
    const messageId = message as MessageId
    return this.fact({ kind: 'message-admitted', messageId, sender: 'human', text, mode })
  }

  change(message: string, mode: Queued['mode'], text?: string): this {
    const messageId = message as MessageId
    return this.fact({ kind: 'message-edited', messageId, mode, ...(text !== undefined && { text }) })
  }

  /** The seq of the last fact. */
  get seq(): number {
    return this.#seq
  }

  /** Takes out this message, which stands at `from`, and what follows. */
  rewind(message: string, from: number): this {
    return this.fact({ kind: 'history-rewound', messageId: message as MessageId, from })
  }

  restore(rewound: number): this {
    return this.fact({ kind: 'history-restored', rewound })
  }

  begin(turn: string, message: string): this {
    const turnId = turn as TurnId
    const messageId = message as MessageId
    return this.fact({ kind: 'message-delivered', messageId, turnId })
      .fact({ kind: 'turn-started', turnId, messageId })
      .fact({ kind: 'reply-started', turnId, replyId: `${turn}-r`, agentId: 'ada' })
  }

  /** @param compacts how far the call is to sum up; without it, the call is to answer */
  call(turn: string, message: string, compacts?: number): this {
    return this.fact({
      kind: 'model-call-started',
      turnId: turn as TurnId,
      replyId: `${turn}-r`,
      callId: `${message}-call`,
      agentId: 'ada',
      messageId: message as MessageId,
      provider: 'demo',
      model: 'demo-1',
      ...(compacts !== undefined && { compacts }),
    })
  }

  /** What was before the call with this message is summed up. */
  compact(turn: string, message: string, upTo: number, text: string): this {
    return this.fact({
      kind: 'history-compacted',
      message: {
        id: message as MessageId,
        seq: this.#seq + 1,
        sender: 'system',
        to: ['ada'],
        parts: [{ type: 'summary', text, agentId: 'ada', upTo }],
        state: 'complete',
        at: '2030-01-01T00:00:00.000Z',
        turnId: turn as TurnId,
      },
    })
  }

  ask(turn: string, question: string, more: Partial<Question> = {}): this {
    const asked: Question = {
      id: question as QuestionId,
      text: `${this.chat} asks a person`,
      choices: ['Go on', 'Stop here'],
      multiple: false,
      free: false,
      ...more,
    }
    return this.fact({ kind: 'question-asked', turnId: turn as TurnId, question: asked })
  }

  /** @param choice none when the turn ends before somebody answers */
  answered(turn: string, question: string, choice?: string): this {
    return this.fact({
      kind: 'question-answered',
      turnId: turn as TurnId,
      questionId: question as QuestionId,
      ...(choice !== undefined && { answer: { choices: [choice] } }),
    })
  }

  /** A message in which the agent asks for these tools, by the ids of the calls. */
  use(turn: string, message: string, tools: Readonly<Record<string, string>>, args: object = {}): this {
    return this.call(turn, message).asksFor(turn, message, tools, args)
  }

  /** The call that writes this message ends with these tools asked for. */
  asksFor(turn: string, message: string, tools: Readonly<Record<string, string>>, args: object = {}): this {
    this.callEnds(turn, message, 'answered')
    const asked = Object.entries(tools).map(([id, tool]) => ({
      type: 'tool-call' as const,
      id: id as ToolCallId,
      tool,
      arguments: JSON.stringify({ path: `${this.chat}-${id}`, ...args }),
    }))
    this.fact({
      kind: 'message-posted',
      agentId: 'ada',
      message: {
        id: message as MessageId,
        seq: this.#seq + 1,
        sender: 'agent',
        agentId: 'ada',
        parts: asked,
        state: 'complete',
        at: '2030-01-01T00:00:00.000Z',
        turnId: turn as TurnId,
      },
    })
    for (const { id, tool, arguments: given } of asked) {
      this.fact({
        kind: 'tool-requested',
        turnId: turn as TurnId,
        agentId: 'ada',
        messageId: message as MessageId,
        toolCallId: id,
        tool,
        arguments: given,
      })
    }
    return this
  }

  approval(turn: string, call: string, more: Partial<Approval> = {}): this {
    return this.fact({
      kind: 'approval-requested',
      turnId: turn as TurnId,
      approval: {
        id: call as ToolCallId,
        agentId: 'ada',
        tool: 'shell',
        arguments: '{"command":"make"}',
        summary: `${this.chat} wants to run make`,
        detail: 'make',
        scope: 'shell make',
        scopeText: 'the command “make”',
        ...more,
      },
    })
  }

  decide(
    turn: string,
    call: string,
    decision: 'allow' | 'allow-chat' | 'deny' | 'cancelled' = 'allow',
  ): this {
    const toolCallId = call as ToolCallId
    return this.fact({ kind: 'approval-answered', turnId: turn as TurnId, toolCallId, decision })
  }

  /** A model writes more of the arguments of a call. */
  writes(turn: string, message: string, index: number, text: string, offset = 0, tool = 'shell'): this {
    this.events.push({
      kind: 'tool-arguments',
      chatId: this.chat,
      turnId: turn as TurnId,
      agentId: 'ada',
      messageId: message as MessageId,
      callId: `${message}-call`,
      index,
      tool,
      text,
      offset,
    })
    return this
  }

  /** The model is asked again: what it wrote of the message's calls is void. */
  takesBack(turn: string, message: string): this {
    return this.writes(turn, message, 0, '', 0, '')
  }

  runs(turn: string, call: string, tool = 'shell'): this {
    const toolCallId = call as ToolCallId
    return this.fact({ kind: 'tool-started', turnId: turn as TurnId, agentId: 'ada', toolCallId, tool })
  }

  puts(turn: string, call: string, text: string, offset = 0): this {
    this.events.push({
      kind: 'tool-output',
      chatId: this.chat,
      turnId: turn as TurnId,
      agentId: 'ada',
      toolCallId: call as ToolCallId,
      text,
      offset,
    })
    return this
  }

  ends(turn: string, message: string, call: string, result: Partial<ToolReturn> = {}): this {
    return this.fact({
      kind: 'tool-ended',
      turnId: turn as TurnId,
      messageId: message as MessageId,
      toolCallId: call as ToolCallId,
      result: { outcome: 'returned', text: `${this.chat} did ${call}`, ...result },
    })
  }

  stream(turn: string, message: string, kind: 'text' | 'reasoning', pieces: readonly string[]): this {
    let offset = 0
    for (const text of pieces) {
      this.events.push({
        kind,
        chatId: this.chat,
        turnId: turn as TurnId,
        agentId: 'ada',
        messageId: message as MessageId,
        callId: `${message}-call`,
        text,
        offset,
      })
      offset += text.length
    }
    return this
  }

  callEnds(turn: string, message: string, outcome: CallOutcome): this {
    return this.fact({
      kind: 'model-call-ended',
      turnId: turn as TurnId,
      callId: `${message}-call`,
      messageId: message as MessageId,
      outcome,
    })
  }

  post(
    turn: string,
    message: string,
    text: string,
    state: 'complete' | 'stopped' | 'failed' = 'complete',
  ): this {
    return this.fact({
      kind: 'message-posted',
      agentId: 'ada',
      message: {
        id: message as MessageId,
        seq: this.#seq + 1,
        sender: 'agent',
        agentId: 'ada',
        parts: [{ type: 'text', text }],
        state,
        at: '2030-01-01T00:00:00.000Z',
        turnId: turn as TurnId,
      },
    })
  }

  end(turn: string, outcome: TurnOutcome, reason?: string): this {
    const turnId = turn as TurnId
    return this.fact({ kind: 'reply-ended', turnId, replyId: `${turn}-r`, agentId: 'ada' }).fact({
      kind: 'turn-ended',
      turnId,
      outcome,
      ...(reason !== undefined && { reason }),
    })
  }

  status(
    status: 'approval' | 'question' | 'tool' | 'waiting' | 'thinking' | 'writing' | 'idle',
    place?: number,
  ): this {
    this.events.push({
      kind: 'status',
      chatId: this.chat,
      status,
      ...(place !== undefined && { place }),
    })
    return this
  }
}

/** A chat's life with every kind of event in it; each text carries the chat's name as its canary. */
export function fullRun(chat: string, random: () => number = () => 0.5): Run {
  const run = new Run(chat)
  const chance = (share: number) => random() < share
  run.fact({ kind: 'chat-created', worldId: 'w' as never })
  const turns = 1 + Math.floor(random() * 3)
  const places: number[] = []
  let undoable = false
  for (let turn = 0; turn < turns; turn++) {
    const t = `${chat}-t${turn}`
    const m = `${chat}-m${turn}`
    undoable = false
    run.admit(m)
    places.push(run.seq + 1)
    run.begin(t, m)
    if (turn === 0) {
      run.fact({ kind: 'title-changed', title: `${chat} title`, source: 'first-message' })
      run.fact({ kind: 'tools-changed', tools: { mode: 'read', ownCopy: true } })
    } else run.fact({ kind: 'tools-changed', tools: { ownCopy: turn > 1 } })
    const waiting = waits(run, m, t, chance)
    run.status('waiting', 2)
    if (chance(0.3)) {
      run.call(t, `${m}-empty`).callEnds(t, `${m}-empty`, 'empty')
    }
    if (chance(0.3)) sumsUp(run, t, m, random)
    const cutShort = asks(run, t, m, chance)
    if (cutShort) continue
    if (usesTools(run, t, m, random)) continue
    const a = `${m}-answer`
    run.call(t, a).status('thinking')
    run.stream(t, a, 'reasoning', pieces(`${chat} thinks of ${m}. `, random))
    run.status('writing')
    const text = `${chat} answers ${m} with some words 😀 and a stop.`
    run.stream(t, a, 'text', pieces(text, random))
    if (chance(0.3))
      run.fact({ kind: 'notice-posted', messageId: `${m}-notice` as MessageId, text: `${chat} notice` })
    if (chance(0.3)) run.fact({ kind: 'unknown-fact' })
    const outcome = (['answered', 'stopped', 'failed'] as const)[Math.floor(random() * 3)] ?? 'answered'
    run.callEnds(t, a, outcome)
    run.post(t, a, text, outcome === 'answered' ? 'complete' : outcome)
    run.end(t, outcome, outcome === 'failed' ? `${chat} provider is down` : undefined)
    if (waiting.length > 0) {
      if (outcome !== 'answered') run.fact({ kind: 'queue-paused', reason: `${chat} paused` })
      for (const messageId of waiting) {
        if (chance(0.5)) run.fact({ kind: 'message-withdrawn', messageId })
        else run.fact({ kind: 'message-failed', messageId, reason: `${chat} gave up` })
      }
      if (outcome !== 'answered') run.fact({ kind: 'queue-resumed' })
    }
    run.status('idle')
    undoable = chance(0.5)
    if (undoable) takesOut(run, places, chance)
  }
  if (!undoable && chance(0.2)) run.fact({ kind: 'chat-deleted' }).fact({ kind: 'chat-restored' })
  return run
}

/** What was before is too long for the model, and summed up. */
function sumsUp(run: Run, turn: string, m: string, random: () => number): void {
  const upTo = run.seq - 3
  run.call(turn, `${m}-long`).callEnds(turn, `${m}-long`, 'too-long').call(turn, `${m}-sum`, upTo)
  run.status('thinking').status('writing')
  const text = `${run.chat} sums up what was before ${m}.`
  run.stream(turn, `${m}-sum`, 'text', pieces(text, random)).callEnds(turn, `${m}-sum`, 'answered')
  run.compact(turn, `${m}-sum`, upTo, text)
}

/** A person is asked, once or twice at a time; true when the turn ended before every question was answered. */
function asks(run: Run, turn: string, m: string, chance: (share: number) => boolean): boolean {
  const questions = [`${m}-q1`, `${m}-q2`].filter(() => chance(0.3))
  for (const question of questions) run.ask(turn, question).status('question')
  if (questions.length > 0 && chance(0.2)) {
    for (const question of questions) run.answered(turn, question)
    run.end(turn, 'stopped').status('idle')
    return true
  }
  for (const question of questions.toReversed()) {
    run.answered(turn, question, 'Go on')
    if (chance(0.5)) {
      const upTo = { tokens: 2_000 }
      run.fact({ kind: 'budget-raised', turnId: turn as TurnId, grant: { scope: 'chat', upTo } })
    }
  }
  return false
}

/** Tools are asked for, some with approval; true when the turn ended before all of them had. */
function usesTools(run: Run, turn: string, m: string, random: () => number): boolean {
  const chance = (share: number) => random() < share
  if (chance(0.4)) return false
  const message = `${m}-uses`
  const calls = [`${m}-c1`, `${m}-c2`, `${m}-c3`].filter(() => chance(0.7))
  run.call(turn, message)
  if (chance(0.3)) {
    writes(run, turn, message, calls.slice(1), random)
    run.takesBack(turn, message).status('waiting')
  }
  writes(run, turn, message, calls, random)
  run.asksFor(turn, message, Object.fromEntries(calls.map((call) => [call, 'shell'])))
  const asked = new Set(calls.filter(() => chance(0.5)))
  for (const call of calls) {
    if (asked.has(call)) run.approval(turn, call).status('approval')
    else run.runs(turn, call).status('tool')
  }
  const cutShort = chance(0.2)
  for (const call of calls.toReversed()) {
    if (asked.has(call)) {
      const decision = cutShort ? 'cancelled' : chance(0.3) ? 'deny' : 'allow'
      run.decide(turn, call, decision)
      if (decision !== 'allow') {
        run.ends(turn, message, call, { outcome: decision === 'deny' ? 'denied' : 'stopped' })
        continue
      }
      run.runs(turn, call)
    }
    let offset = 0
    for (const piece of pieces(`${run.chat} puts out ${call}.\n`, random)) {
      run.puts(turn, call, piece, offset)
      offset += piece.length
    }
    run.ends(turn, message, call, { outcome: cutShort ? 'stopped' : 'returned' })
  }
  if (cutShort) run.end(turn, 'stopped').status('idle')
  return cutShort
}

/** A model writes the arguments of calls, one after the other. */
function writes(
  run: Run,
  turn: string,
  message: string,
  calls: readonly string[],
  random: () => number,
): void {
  for (const [index, call] of calls.entries()) {
    let offset = 0
    for (const piece of pieces(`{"path":"${run.chat}-${call} 😀"}`, random)) {
      run.writes(turn, message, index, piece, offset)
      offset += piece.length
    }
  }
  if (calls.length > 0) run.status('writing')
}

/** Messages that come while a turn runs: those that are left waiting. */
function waits(run: Run, m: string, turn: string, chance: (share: number) => boolean): readonly MessageId[] {
  const waiting: MessageId[] = []
  for (const [at, mode] of (['queue', 'steer', 'queue', 'steer'] as const).entries()) {
    if (chance(0.5)) continue
    const id = `${m}-waits${at}` as MessageId
    run.wait(id, mode)
    waiting.push(id)
  }
  return waiting.filter((messageId) => {
    if (chance(0.3)) run.change(messageId, chance(0.5) ? 'steer' : 'queue', `${run.chat} asks anew`)
    const joins = chance(0.2)
    if (joins) run.fact({ kind: 'message-delivered', messageId, turnId: turn as TurnId })
    return !joins
  })
}

/** Takes out the last turns, maybe more of them in a second step, and maybe brings back what went last, or all. */
function takesOut(run: Run, places: readonly number[], chance: (share: number) => boolean): void {
  const taken: number[] = []
  for (const place of chance(0.5) ? [places.at(-1)] : [places.at(-1), places[0]]) {
    run.rewind(`${run.chat}-at-${place}`, place as number)
    taken.push(run.seq)
    if (chance(0.5)) {
      run.fact({ kind: 'notice-posted', messageId: `${run.chat}-n${run.seq}` as MessageId, text: 'n' })
    }
  }
  for (const seq of taken.toReversed())
    if (chance(0.6)) run.restore(seq)
    else break
}

/** Numbers in [0, 1) that a seed repeats. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function pieces(text: string, random: () => number): readonly string[] {
  const chars = [...text]
  const cut: string[] = []
  while (chars.length > 0) cut.push(chars.splice(0, 1 + Math.floor(random() * 8)).join(''))
  return cut
}
