import { type ClientName, clients } from '../words.ts'

export interface HookOptions {
  /** Whose payload it is; recognised where nobody says. */
  client: ClientName | undefined
  budgetMs: number
  databasePath: string | undefined
}

/** Below the smallest limit that a client sets for its hooks. */
const usualBudgetSeconds = 20
/** No client waits longer. */
const longestBudgetSeconds = 3_600

/** Reads what stands behind the command of a hook. A word that means nothing here is passed over, since a hook must answer in any case. */
export function readHookOptions(words: readonly string[]): HookOptions {
  const seconds = Number(wordAfter(words, '--budget'))
  const isSensible = seconds > 0 && seconds <= longestBudgetSeconds
  return {
    client: clients.find((name) => name === wordAfter(words, '--client')),
    budgetMs: (isSensible ? seconds : usualBudgetSeconds) * 1_000,
    databasePath: wordAfter(words, '--db'),
  }
}

function wordAfter(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`))
  return words[at] === option ? words[at + 1] : words[at]?.slice(option.length + 1)
}
