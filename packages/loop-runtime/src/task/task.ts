import type { z } from 'zod'
import type { ActionTool, CriterionKind } from '../words.ts'
import type { SecurityFields, TaskFields } from './schema.ts'

/** What a task file or the flags of a command say; nothing is filled in. */
export type WrittenTask = z.input<typeof TaskFields>

/** What a final answer is held to. */
export interface Criterion {
  id: string
  kind: CriterionKind
  description: string
  required: boolean
  /** The named check, for the kind `check_passed`. */
  check?: string
}

export type Security = Omit<z.output<typeof SecurityFields>, 'allowedTools'> & { allowedTools: readonly ActionTool[] }

type Fields = z.output<typeof TaskFields>
export type Quality = Fields['quality']
export type Budget = Fields['budget']
export type Prices = NonNullable<Fields['prices']>

/** A task with every default filled in, checked as a whole; the keys are those of its file. */
export type Task = Omit<Fields, 'evaluationCriteria' | 'security'> & { evaluationCriteria: readonly Criterion[]; security: Security }

/** A task that a run can begin with. */
export type RunnableTask = Task & { goal: string; workspace: string }
