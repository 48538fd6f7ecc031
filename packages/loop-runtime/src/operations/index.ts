// Written by `pnpm gen` from the files of this folder; do not edit.
import { applyPatch } from './repo/apply-patch.ts'
import { gitDiff } from './repo/git-diff.ts'
import { listFiles } from './repo/list-files.ts'
import { readFile } from './repo/read-file.ts'
import { runCheck } from './repo/run-check.ts'
import { runTests } from './repo/run-tests.ts'
import { runTypecheck } from './repo/run-typecheck.ts'
import { searchCode } from './repo/search-code.ts'

export const operations = [
  applyPatch,
  gitDiff,
  listFiles,
  readFile,
  runCheck,
  runTests,
  runTypecheck,
  searchCode,
]
