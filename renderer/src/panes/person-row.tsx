import { useStore } from 'zustand'
import type { ChatId, Message, WorldId } from '../events/wire'
import { useBench } from '../parts/bench'
import { clockTime } from '../parts/times'
import { InlineEditor } from './inline-editor'
import { MessageActions } from './message-actions'
import { MessageTime, ROW, rowFacts, StateMark, textOf } from './message-parts'

interface Props {
  message: Message
  chat: ChatId
  world: WorldId
  /** Without what can be done with it. */
  bare: boolean
}

/** What a person, or the world on its own, said. */
export function PersonRow({ message, chat, world, bare }: Props) {
  const { edits } = useBench()
  const edited = useStore(edits.of(chat), (edit) => edit?.of === 'sent' && edit.message === message.id)
  const text = textOf(message)
  return (
    <article
      {...rowFacts(message)}
      className={`${ROW} pt-3 pb-1`}
      aria-label={`${message.sender === 'world' ? 'World' : 'You'}, ${clockTime(message.at)}`}
    >
      <div className="mx-auto flex max-w-[46rem] flex-col items-end">
        {edited ? (
          <MessageEditor chat={chat} message={message} />
        ) : (
          <>
            <PersonBubble text={text} />
            <div className="-mb-1 flex h-7 items-center gap-0.5 opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-data-[open=true]:opacity-100 pointer-coarse:opacity-100">
              <span className="pr-1">
                <MessageTime at={message.at} />
              </span>
              {!bare && <MessageActions chat={chat} world={world} message={message} text={text} />}
            </div>
          </>
        )}
        <StateMark message={message} />
      </div>
    </article>
  )
}

function MessageEditor({ chat, message }: Pick<Props, 'chat' | 'message'>) {
  const { edits, commands, stores } = useBench()
  const running = useStore(stores.of(chat), ({ view }) => view.turn !== undefined)
  const cancel = () => edits.end(chat, message.id)
  const save = async () => {
    const edit = edits.of(chat).getState()
    if (edit && (await commands.edit(chat, message.id, edit.text, edit.id))) cancel()
  }
  return (
    <InlineEditor
      chat={chat}
      label="Edit message"
      className="mb-3 w-full"
      note={
        running
          ? 'Sending stops the turn that runs and takes out what follows this message.'
          : 'Sending takes out what follows this message.'
      }
      saveLabel="Send"
      onSave={() => void save()}
      onCancel={cancel}
    />
  )
}

export function PersonBubble({ text, dim = false }: { text: string; dim?: boolean }) {
  return (
    <div
      dir="auto"
      className={`max-w-[85%] rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 text-read wrap-anywhere whitespace-pre-wrap ${dim ? 'opacity-60' : ''}`}
    >
      {text}
    </div>
  )
}
