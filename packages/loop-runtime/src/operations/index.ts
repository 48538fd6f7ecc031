// Written by `pnpm gen` from the files of this folder; do not edit.
import { listApprovals } from './approval/list.ts'
import { respondApproval } from './approval/respond.ts'
import { checkEvidence } from './evidence/check.ts'
import { getRunTrace } from './export-trace.ts'
import { undoPatch } from './patch/undo.ts'
import { getCheckReceipt } from './receipt/get.ts'
import { applyPatch } from './repo/apply-patch.ts'
import { gitDiff } from './repo/git-diff.ts'
import { listFiles } from './repo/list-files.ts'
import { readFile } from './repo/read-file.ts'
import { runCheck } from './repo/run-check.ts'
import { runTests } from './repo/run-tests.ts'
import { runTypecheck } from './repo/run-typecheck.ts'
import { searchCode } from './repo/search-code.ts'
import { beginRun } from './run/begin.ts'
import { cancelRun } from './run/cancel.ts'
import { createRun } from './run/create.ts'
import { listRunEvents } from './run/events.ts'
import { finishRun } from './run/finish.ts'
import { forkRun } from './run/fork.ts'
import { getRun } from './run/get.ts'
import { listRuns } from './run/list.ts'
import { resumeRun } from './run/resume.ts'
import { startRun } from './run/start.ts'
import { runStep } from './run/step.ts'
import { verifyRun } from './run/verify.ts'

export const operations = [
  listApprovals,
  respondApproval,
  checkEvidence,
  getRunTrace,
  undoPatch,
  getCheckReceipt,
  applyPatch,
  gitDiff,
  listFiles,
  readFile,
  runCheck,
  runTests,
  runTypecheck,
  searchCode,
  beginRun,
  cancelRun,
  createRun,
  listRunEvents,
  finishRun,
  forkRun,
  getRun,
  listRuns,
  resumeRun,
  startRun,
  runStep,
  verifyRun,
]
