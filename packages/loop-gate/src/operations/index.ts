// Written by `pnpm gen` from the files of this folder; do not edit.
import { runChecks } from './checks/run.ts'
import { answerHook } from './hook/answer.ts'
import { shouldContinue } from './should-continue.ts'
import { checkStop } from './stop/check.ts'

export const operations = [
  runChecks,
  answerHook,
  shouldContinue,
  checkStop,
]
