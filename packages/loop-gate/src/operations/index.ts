// Written by `pnpm gen` from the files of this folder; do not edit.
import { runChecks } from './checks/run.ts'
import { confirmCriterion } from './criterion/confirm.ts'
import { waiveCriterion } from './criterion/waive.ts'
import { getDecision } from './decision/get.ts'
import { listDecisions } from './decisions.ts'
import { fileGap } from './file-gap.ts'
import { answerHook } from './hook/answer.ts'
import { pauseGate } from './pause.ts'
import { acceptPolicy } from './policy/accept.ts'
import { checkPolicy } from './policy/check.ts'
import { forgetPolicy } from './policy/forget.ts'
import { getReceipt } from './receipt/get.ts'
import { replayDecisions } from './replay.ts'
import { resumeGate } from './resume.ts'
import { shouldContinue } from './should-continue.ts'
import { getGateStats } from './stats.ts'
import { getGateStatus } from './status.ts'
import { checkStop } from './stop/check.ts'

export const operations = [
  runChecks,
  confirmCriterion,
  waiveCriterion,
  getDecision,
  listDecisions,
  fileGap,
  answerHook,
  pauseGate,
  acceptPolicy,
  checkPolicy,
  forgetPolicy,
  getReceipt,
  replayDecisions,
  resumeGate,
  shouldContinue,
  getGateStats,
  getGateStatus,
  checkStop,
]
