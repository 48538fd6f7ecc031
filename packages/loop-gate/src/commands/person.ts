import {
  askPerson,
  type CommandDefinition,
  type CommandSurroundings,
  isAttended,
  type Options,
  readWord,
  usage,
  type Values,
} from 'loop-core'
import { selfAcceptRefused } from '../refusals.ts'
import { insideCheck } from '../words.ts'

/** What agents' clients set for the commands that an agent runs; and what we set for a check. */
const signsOfAgents = [
  'CLAUDECODE',
  'CLAUDE_CODE_SESSION_ID',
  'CODEX_THREAD_ID',
  'CODEX_SANDBOX',
  'GEMINI_CLI',
  'CURSOR_AGENT',
  'AI_AGENT',
  insideCheck,
] as const

/** One call of a command that is for people alone. */
export interface ByPerson<Own extends Options> extends CommandSurroundings {
  /** What stood behind the command without an option. */
  word: string | undefined
  values: Values<Own>
  /** Asks whether they mean it; `--yes` has said so before. */
  means(question: string): Promise<boolean>
  /** Calls one operation. */
  // biome-ignore lint/suspicious/noExplicitAny: answers whose shapes their own schemas have checked
  call(name: string, input: object): Promise<any>
}

interface Own<Given extends Options> {
  name: string
  summary: string
  options?: Given
  /** What stands behind its name, such as `CRITERION`. */
  takes?: string
  run(given: ByPerson<Given>): Promise<number>
}

/** A command that only a person may give: at a terminal, or with `--yes` where no agent is seen. */
export function personsCommand<const Given extends Options>({ name, summary, options, takes, run }: Own<Given>): CommandDefinition {
  return {
    name,
    summary,
    async run(words, surroundings) {
      const { word, values } = readWord(words, { ...(options as Given), yes: { type: 'boolean' } })
      if (takes === undefined && word !== undefined) throw usage('There is a word too many.')
      if (takes !== undefined && word === undefined) throw usage(`This needs a ${takes}.`)
      const { yes = false } = values as { yes?: boolean }
      requirePerson(surroundings, yes)
      const { caller, signal } = surroundings
      return run({
        ...surroundings,
        word,
        values: values as Values<Given>,
        means: async (question) => yes || meant(surroundings, question),
        call: (operation, input) => caller.call(operation, input, { signal }),
      })
    },
  }
}

function requirePerson(surroundings: CommandSurroundings, yes: boolean): void {
  refuseAgents(surroundings.environment)
  if (!yes && !isAttended(surroundings)) throw usage('This is for a person, and nobody is here to be asked.', ['Add --yes if you mean it.'])
}

/** Refuses where an agent's client, or a check of ours, started this. */
export function refuseAgents(environment: Readonly<Record<string, string | undefined>>): void {
  const seen = signsOfAgents.find((name) => environment[name])
  if (seen !== undefined) throw selfAcceptRefused(seen)
}

async function meant(surroundings: CommandSurroundings, question: string): Promise<boolean> {
  const yes = await askPerson(surroundings, question)
  if (!yes) surroundings.stderr.write('Nothing was done.\n')
  return yes
}
