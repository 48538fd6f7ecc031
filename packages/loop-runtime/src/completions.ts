import type { Completion, TransactionContext } from 'loop-core'
import { RuntimeConfig } from './config.ts'
import { type Workspace, workspacesOf } from './configured.ts'
import { skillFolders } from './place-of.ts'
import type { RuntimeDatabase } from './runtime.ts'
import { listSkills } from './skills/list-skills.ts'
import { receiptsLike, runsLike } from './storage/suggested.ts'

const shown = 100

const skills: Completion = async (typed, context) => beginning(typed, await listSkills(skillFolders(context)))

/** What fits what was typed so far: the newest runs and receipts, and what the operator configured. */
export const completions: Record<'run_id' | 'receipt_id' | 'skill' | 'name' | 'workspace' | 'check', Completion> = {
  run_id: (typed, { db }) => runsLike(db as RuntimeDatabase, typed, shown),
  receipt_id: (typed, { db }) => receiptsLike(db as RuntimeDatabase, typed, shown),
  skill: skills,
  // Of loop://runtime/skills/{name}.
  name: skills,
  workspace: async (typed, context) =>
    beginning(
      typed,
      offeredBy(context).map(({ name }) => name),
    ),
  check: async (typed, context) => beginning(typed, checksOf(context)),
}

function offeredBy({ config }: TransactionContext): readonly Workspace[] {
  return workspacesOf(config(RuntimeConfig))
}

function checksOf(context: TransactionContext): string[] {
  return [...new Set(offeredBy(context).flatMap(({ rules }) => Object.keys(rules.checks)))]
}

function beginning(typed: string, values: readonly string[]): string[] {
  return values.filter((value) => value.startsWith(typed))
}
