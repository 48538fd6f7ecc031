import { keyOf, problemOf } from 'loop-core/yaml'
import type { z } from 'zod'
import type { ToolCall } from '../decision.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { ActionTool } from '../words.ts'
import * as applyPatch from './apply-patch.ts'
import * as gitDiff from './git-diff.ts'
import * as listFiles from './list-files.ts'
import { outsideOf } from './outside.ts'
import { type PreparedTool, unusable } from './prepared-tool.ts'
import * as readFile from './read-file.ts'
import { badArguments, unknownTool } from './refusals.ts'
import * as runCheck from './run-check.ts'
import * as runTests from './run-tests.ts'
import * as runTypecheck from './run-typecheck.ts'
import * as searchCode from './search-code.ts'
import type { Proposal, ToolPlace } from './tool.ts'

type Prepare = (place: ToolPlace, args: Record<string, unknown>) => Promise<PreparedTool>

const tools: Readonly<Record<ActionTool, Prepare>> = {
  repo_list_files: checked('repo_list_files', listFiles),
  repo_search_code: checked('repo_search_code', searchCode),
  repo_read_file: checked('repo_read_file', readFile),
  repo_apply_patch: checked('repo_apply_patch', applyPatch),
  repo_run_tests: checked('repo_run_tests', runTests),
  repo_run_typecheck: checked('repo_run_typecheck', runTypecheck),
  repo_run_check: checked('repo_run_check', runCheck),
  repo_git_diff: checked('repo_git_diff', gitDiff),
}

/** Prepares a call of a tool, in whatever spelling: what it would touch, and why it cannot be done if so. Nothing is written or run. */
export async function propose(place: ToolPlace, { tool, args }: ToolCall): Promise<Proposal> {
  const name = toolNamed(tool)
  const prepared = name === undefined ? unusable(unknownTool(tool)) : await tools[name](place, args)
  const { paths = [], outside, verifiers, escalated, ...rest } = prepared
  const action = { tool, args, paths, outside: outside ?? (await outsideOf(place.files.root, paths)) }
  return { action: { ...action, ...(verifiers && { verifiers }), ...(escalated && { escalated }) }, ...rest }
}

interface Tool<Schema extends z.ZodObject> {
  schema: Schema
  prepare(place: ToolPlace, input: z.output<Schema>): Promise<PreparedTool>
}

/** An argument that nobody knows is refused, since the one that was meant would have changed what is done. */
function checked<Schema extends z.ZodObject>(name: ActionTool, { schema, prepare }: Tool<Schema>): Prepare {
  const strict = schema.strict()
  return async (place, args) => {
    const { data, error } = strict.safeParse(args)
    if (!error) return prepare(place, data as z.output<Schema>)
    const problems = error.issues.slice(0, 10).map((issue) => `${keyOf(issue.path).slice(0, 120)} ${problemOf(issue).slice(0, 200)}`.trim())
    return unusable(badArguments(name, problems, Object.keys(schema.shape)))
  }
}
