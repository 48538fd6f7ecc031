import { criterionConfirm } from './criterion-confirm.ts'
import { criterionWaive } from './criterion-waive.ts'
import { init } from './init.ts'
import { pause } from './pause.ts'
import { policyAccept } from './policy-accept.ts'
import { policyDiff } from './policy-diff.ts'
import { policyForget } from './policy-forget.ts'
import { policyShow } from './policy-show.ts'
import { resume } from './resume.ts'
import { setup } from './setup.ts'

/** The commands of a person at their own machine; all others are operations. */
export const commands = [criterionConfirm, criterionWaive, init, pause, policyAccept, policyDiff, policyForget, policyShow, resume, setup]
