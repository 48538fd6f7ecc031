// Written by `pnpm gen` from the files of this folder; do not edit.
import { answerHook } from './answer-hook.ts'
import { checkStop } from './check-stop.ts'
import { runChecks } from './run-checks.ts'
import { shouldContinue } from './should-continue.ts'

export const operations = [
  answerHook,
  checkStop,
  runChecks,
  shouldContinue,
]
