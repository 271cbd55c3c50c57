import { useEffect, useRef } from 'react'
import type { ChatView } from '../events/view'
import type { ChatId, Question } from '../events/wire'
import { useBench } from '../parts/bench'
import { QuestionCard } from './question-card'

/** What a chat asks a person, until somebody has answered, in this window or elsewhere. */
export function QuestionCards({ chat, view }: { chat: ChatId; view: ChatView }) {
  const { questions } = view
  useOvertakenAnswers(chat, questions)
  if (questions.length === 0) return null
  return (
    <section aria-label="Questions" className="mb-2 max-h-[50vh] space-y-2 overflow-y-auto rounded-2xl">
      {questions.map((question, place) => (
        <QuestionCard key={question.id} chat={chat} question={question} hasKeys={place === 0} />
      ))}
    </section>
  )
}

/** What one was typing when the question went away goes to where one writes. */
function useOvertakenAnswers(chat: ChatId, questions: readonly Question[]): void {
  const { drafts } = useBench()
  const before = useRef(questions)
  useEffect(() => {
    const gone = before.current.filter(({ id }) => !questions.some((question) => question.id === id))
    before.current = questions
    for (const { id } of gone) {
      const { text } = drafts.of(`question:${id}`).getState()
      if (text === '') continue
      drafts.write(`question:${id}`, '')
      drafts.giveBack(chat, text, 'The question was settled before you answered.')
    }
  }, [chat, questions, drafts])
}
