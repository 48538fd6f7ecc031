import { readYamlAs } from 'loop-core/yaml'
import { z } from 'zod'
import { Checks, Command, line, Slug } from './fields.ts'
import { unknownIn } from './known-keys.ts'
import { largestTask } from './read-task.ts'
import { taskInvalid } from './refusals.ts'
import { SecurityFields } from './schema.ts'
import type { WrittenTask } from './task.ts'

const WorkspaceFields = z.strictObject({
  root: line(4_096),
  testCommand: Command.optional(),
  typecheckCommand: Command.optional(),
  checks: Checks.optional(),
  allowMutations: z.boolean().default(false),
  security: SecurityFields.optional(),
  sandbox: z.enum(['auto', 'require', 'off']).optional(),
  models: z.array(line(200)).max(50).default([]).describe('What start_run may name.'),
})

const WorkspacesFields = z.strictObject({
  workspaces: z.record(z.string().max(100), WorkspaceFields).superRefine((workspaces, { addIssue }) => {
    const names = Object.keys(workspaces)
    if (names.length === 0 || names.length > 100) addIssue('must have 1 to 100 workspaces')
    for (const name of names)
      for (const { message } of Slug.safeParse(name).error?.issues ?? []) addIssue({ code: 'custom', path: [name], message })
  }),
})

/** A folder that the operator offers to clients by its name, with what its file says of its rules and no more. */
export interface WorkspaceEntry {
  name: string
  root: string
  allowMutations: boolean
  models: readonly string[]
  rules: WrittenTask
}

/** Reads the file of workspaces that `--config` names, or refuses it as a task file is refused. */
export function readWorkspaces(text: string): WorkspaceEntry[] {
  const options = { noun: 'config', largest: largestTask, unknown: unknownIn(WorkspacesFields) }
  const read = readYamlAs(text, WorkspacesFields, options)
  if ('faults' in read) throw taskInvalid(read.faults, 'config')
  return Object.entries(read.value.workspaces).map(([name, { root, allowMutations, models }]) => {
    const { root: _root, allowMutations: _mutations, models: _models, ...rules } = read.written.workspaces[name]!
    return { name, root, allowMutations, models, rules }
  })
}
