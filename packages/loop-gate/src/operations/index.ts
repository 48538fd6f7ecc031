// Written by `pnpm gen` from the files of this folder; do not edit.
import { runChecks } from './checks/run.ts'
import { answerHook } from './hook/answer.ts'
import { shouldContinue } from './should-continue.ts'
import { checkStop } from './stop/check.ts'

export const operations = [
import { answerHook } from './answer-hook.ts'
import { checkStop } from './check-stop.ts'
import { getDecision } from './decision/get.ts'
import { listDecisions } from './decisions.ts'
import { fileGap } from './file-gap.ts'
import { getReceipt } from './receipt/get.ts'
import { confirmCriterion } from './criterion/confirm.ts'
import { waiveCriterion } from './criterion/waive.ts'
import { pauseGate } from './pause.ts'
import { acceptPolicy } from './policy/accept.ts'
import { checkPolicy } from './policy/check.ts'
import { forgetPolicy } from './policy/forget.ts'
import { resumeGate } from './resume.ts'
import { runChecks } from './run-checks.ts'
import { shouldContinue } from './should-continue.ts'
import { getGateStats } from './stats.ts'
import { getGateStatus } from './status.ts'

export const operations = [
  answerHook,
  checkStop,
  getDecision,
  listDecisions,
  fileGap,
  getReceipt,
  confirmCriterion,
  waiveCriterion,
  pauseGate,
  acceptPolicy,
  checkPolicy,
  forgetPolicy,
  resumeGate,
  runChecks,
  answerHook,
  shouldContinue,
  checkStop,
  getGateStats,
  getGateStatus,
]
