import type { Completion, TransactionContext } from 'loop-core'
import { RuntimeConfig } from './config.ts'
import { skillFolders } from './host/begin-host-run.ts'
import { workspaceName } from './host/workspace-name.ts'
import { rulesOf } from './place-of.ts'
import type { RuntimeDatabase } from './runtime.ts'
import { listSkills } from './skills/list-skills.ts'
import { receiptsLike, runsLike } from './storage/suggested.ts'

const shown = 100

const skills: Completion = async (typed) => beginning(typed, await listSkills(skillFolders()))

/** What fits what was typed so far: the newest runs and receipts, and what the operator configured. */
export const completions: Record<'run_id' | 'receipt_id' | 'skill' | 'name' | 'workspace' | 'check', Completion> = {
  run_id: (typed, { db }) => runsLike(db as RuntimeDatabase, typed, shown),
  receipt_id: (typed, { db }) => receiptsLike(db as RuntimeDatabase, typed, shown),
  skill: skills,
  // Of loop://runtime/skills/{name}.
  name: skills,
  workspace: async (typed) => beginning(typed, [workspaceName]),
  check: async (typed, context) => beginning(typed, checksOf(context)),
}

function checksOf({ config }: TransactionContext): string[] {
  return Object.keys(rulesOf(config(RuntimeConfig)).checks)
}

function beginning(typed: string, values: readonly string[]): string[] {
  return values.filter((value) => value.startsWith(typed))
}
