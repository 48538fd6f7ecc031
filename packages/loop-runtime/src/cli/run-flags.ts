import { type CommandSurroundings, readOptions, usage } from 'loop-core'
import type { WrittenTask } from '../task/task.ts'
import { goalFrom } from './goal.ts'

const value = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const options = {
  ...{ task: value, goal: value, workspace: value, skill: value, model: value, 'test-command': value, 'typecheck-command': value },
  ...{ 'auto-approve': flag, 'deny-approval': flag, 'max-iterations': value, 'trace-db': value, 'skills-dir': value },
  ...{ 'work-ref': value, worktree: flag, sandbox: value, 'sandbox-network': value },
  ...{ 'max-minutes': value, 'max-tokens': value, 'max-cost': value, record: value, json: flag, quiet: flag },
} as const

/** What was typed behind `run`. */
export interface RunFlags {
  /** The task file. */
  task?: string
  /** What was typed counts for more than the file; see `settleTask`. */
  flags: WrittenTask
  skillsDir?: string
  workRef?: string
  /** Where to write the cassette. */
  record?: string
  json: boolean
  quiet: boolean
}

export const runSummary = `Drive a run until its checks pass on the files as they are, or a limit ends it. Exits with 0 only then.
--task FILE            what to do; flags count for more
--goal TEXT | -        the goal; - reads it from standard input
--workspace DIR        the folder to work in, the present one unless given
--skill NAME           how to work; repo-debugging unless given
--skills-dir DIR       where further skills are
--model NAME           mock, openai:NAME, anthropic:NAME, scripted:FILE, cassette:FILE
--test-command CMD     npm test unless given
--typecheck-command CMD
--auto-approve         every approval is given, and recorded
--deny-approval        every approval is denied
--max-iterations N     8 unless given
--max-minutes N, --max-tokens N, --max-cost DOLLARS
--sandbox MODE         auto, require, off
--sandbox-network MODE none, host
--worktree             work in a worktree of its own
--work-ref ID          the story or task that this is for; LOOP_TASK_ID unless given
--trace-db FILE        where to record it
--record FILE          write the model's replies as a cassette
--json                 the answer as JSON
--quiet                no live view
With LOOP_SERVER the server drives it, in its workspace of the name --workspace, and asks here.`

type Values = ReturnType<typeof readOptions<typeof options>>

/** Reads the flags of `run`; whether their values fit is for `settleTask` to say. */
export async function readRunFlags(
  words: readonly string[],
  { environment, stdin, format }: Pick<CommandSurroundings, 'environment' | 'stdin' | 'format'>,
): Promise<RunFlags> {
  const values = readOptions(words, options)
  const goal = values.goal === '-' ? await goalFrom(stdin) : values.goal
  const workRef = values['work-ref'] ?? (environment.LOOP_TASK_ID || undefined)
  return {
    flags: { ...taskOf(values), ...given({ goal }) },
    ...given({ task: values.task, skillsDir: values['skills-dir'], record: values.record, workRef }),
    json: format === 'json',
    quiet: values.quiet ?? false,
  }
}

function taskOf(values: Values): WrittenTask {
  const { workspace, skill, model, worktree, 'trace-db': traceDbPath } = values
  const commands = { testCommand: values['test-command'], typecheckCommand: values['typecheck-command'] }
  const budget = budgetOf(values)
  return given({
    ...{ workspace, skill, model, worktree, traceDbPath, ...commands },
    approvalMode: approvalOf(values),
    sandbox: oneOf(['auto', 'require', 'off'], values.sandbox, '--sandbox'),
    sandboxNetwork: oneOf(['none', 'host'], values['sandbox-network'], '--sandbox-network'),
    budget: Object.keys(budget).length > 0 ? budget : undefined,
  })
}

function budgetOf(values: Values): NonNullable<WrittenTask['budget']> {
  const minutes = numberOf(values['max-minutes'], '--max-minutes')
  return given({
    maxIterations: countOf(values['max-iterations'], '--max-iterations'),
    maxWallSeconds: minutes === undefined ? undefined : Math.max(1, Math.round(minutes * 60)),
    maxTokens: countOf(values['max-tokens'], '--max-tokens'),
    maxCostUsd: numberOf(values['max-cost'], '--max-cost'),
  })
}

function approvalOf(values: Values): 'auto' | 'deny' | undefined {
  const { 'auto-approve': auto, 'deny-approval': deny } = values
  if (auto && deny) throw usage('--auto-approve and --deny-approval exclude each other.')
  if (auto) return 'auto'
  return deny ? 'deny' : undefined
}

function countOf(word: string | undefined, name: string): number | undefined {
  if (word !== undefined && !/^[1-9]\d{0,11}$/.test(word)) throw usage(`${name} takes a whole number from 1, not ${JSON.stringify(word)}.`)
  return word === undefined ? undefined : Number(word)
}

function numberOf(word: string | undefined, name: string): number | undefined {
  const number = word === undefined || !/^\d{1,9}(\.\d{1,6})?$/.test(word) ? 0 : Number(word)
  if (word !== undefined && number === 0) throw usage(`${name} takes a number above 0, not ${JSON.stringify(word)}.`)
  return word === undefined ? undefined : number
}

function oneOf<Name extends string>(names: readonly Name[], word: string | undefined, option: string): Name | undefined {
  const name = names.find((each) => each === word)
  if (word !== undefined && name === undefined) throw usage(`${option} is ${names.join(', ')}, not ${JSON.stringify(word)}.`)
  return name
}

/** What was not typed hides nothing. */
export function given<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined)) as never
}
