import type { ChatView } from './view'
import type { FactEvent, Message } from './wire'

/** With fewer rows than this on screen the older ones must be asked for, which scrolling then does no more. */
const FEW = 10

/** Takes out what stands at or after a place; undefined when that leaves too little of what the window has. */
export function rewoundTo(
  view: ChatView,
  fact: FactEvent & { kind: 'history-rewound' },
): ChatView | undefined {
  const messages = view.messages.filter((message) => message.seq < fact.from)
  if (view.before !== undefined && messages.length < FEW) return undefined
  const taken = {
    seq: fact.seq,
    messages: view.messages.slice(messages.length),
    lastTurn: view.lastTurn,
  }
  return { ...view, messages, lastTurn: undefined, rewound: [...view.rewound, taken] }
}

/** Brings back what was taken out last; undefined when the window never had it. */
export function restored(
  view: ChatView,
  fact: FactEvent & { kind: 'history-restored' },
): ChatView | undefined {
  const last = view.rewound.at(-1)
  if (last?.seq === undefined || last.seq !== fact.rewound) return undefined
  const kept = last.messages.filter((message) => message.seq >= (view.before ?? 0))
  return {
    ...view,
    messages: [...view.messages, ...kept].sort(bySeq),
    lastTurn: last.lastTurn,
    rewound: view.rewound.slice(0, -1),
  }
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq
}
