import type { z } from 'zod'
import type { ActionTool } from '../words.ts'
import { schema as applyPatch } from './apply-patch.ts'
import { schema as gitDiff } from './git-diff.ts'
import { schema as listFiles } from './list-files.ts'
import { schema as readFile } from './read-file.ts'
import { schema as runCheck } from './run-check.ts'
import { schema as runTests } from './run-tests.ts'
import { schema as runTypecheck } from './run-typecheck.ts'
import { schema as searchCode } from './search-code.ts'

/** What models are told of each tool; clients of the server read the same of its operations. */
export const toolSchemas: Readonly<Record<ActionTool, { description: string; schema: z.ZodObject }>> = {
  repo_list_files: { description: 'Lists files, sorted, without ignored ones', schema: listFiles },
  repo_search_code: { description: 'Finds an exact text, by line', schema: searchCode },
  repo_read_file: { description: 'Reads a file, or some lines of it', schema: readFile },
  repo_apply_patch: { description: 'Changes files by edits or by a patch: all of it or nothing', schema: applyPatch },
  repo_run_tests: { description: 'Runs the configured tests', schema: runTests },
  repo_run_typecheck: { description: 'Runs the configured typecheck', schema: runTypecheck },
  repo_run_check: { description: 'Runs one of the configured checks by its name', schema: runCheck },
  repo_git_diff: { description: 'Shows what differs from the last commit, new files included', schema: gitDiff },
}
