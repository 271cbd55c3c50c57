import type { Budget, World } from '../../events/wire'
import { InputField } from '../../parts/field'
import { asNumber, asText } from './number-text'

/** A budget as it stands in its fields. */
export interface BudgetText {
  readonly tokens: string
  readonly costUsd: string
}

export interface BudgetTexts {
  readonly world: BudgetText
  readonly chat: BudgetText
}

export function budgetTextsOf({ budget, chatBudget }: World): BudgetTexts {
  return { world: textOf(budget), chat: textOf(chatBudget) }
}

function textOf(budget: Budget | undefined): BudgetText {
  return { tokens: asText(budget?.tokens), costUsd: asText(budget?.costUsd) }
}

/** Null for no limit. */
export function budgetOf({ tokens, costUsd }: BudgetText): Budget | null {
  const [most, cost] = [asNumber(tokens), asNumber(costUsd)]
  if (most === null && cost === null) return null
  return { ...(most !== null && { tokens: most }), ...(cost !== null && { costUsd: cost }) }
}

const WHOSE = [
  ['world', 'the whole world'],
  ['chat', 'each chat'],
] as const

interface Props {
  texts: BudgetTexts
  onChange: (texts: BudgetTexts) => void
}

/** How much may be used before a person is asked. */
export function BudgetFields({ texts, onChange }: Props) {
  return (
    <fieldset>
      <legend className="mb-1 text-base font-semibold">Budgets</legend>
      <p className="mb-3 text-sm text-muted">
        A chat that has used this much asks you before it goes on. A budget is checked before each call of a
        model; calls under way may go past it. Calls of unknown price count nothing toward money. Empty: no
        limit.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {WHOSE.map(([whose, words]) => {
          const change = (part: Partial<BudgetText>) =>
            onChange({ ...texts, [whose]: { ...texts[whose], ...part } })
          return (
            <div key={whose} className="space-y-4">
              <InputField
                label={`Tokens for ${words}`}
                type="number"
                step="1"
                min="1"
                value={texts[whose].tokens}
                onChange={(tokens) => change({ tokens })}
              />
              <InputField
                label={`US dollars for ${words}`}
                type="number"
                step="any"
                min="0.0001"
                value={texts[whose].costUsd}
                onChange={(costUsd) => change({ costUsd })}
              />
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
