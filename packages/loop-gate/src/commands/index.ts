import { check } from './check.ts'
import { criterionConfirm } from './criterion-confirm.ts'
import { criterionWaive } from './criterion-waive.ts'
import { explain } from './explain.ts'
import { hook } from './hook.ts'
import { init } from './init.ts'
import { pause } from './pause.ts'
import { policyAccept } from './policy-accept.ts'
import { policyDiff } from './policy-diff.ts'
import { policyForget } from './policy-forget.ts'
import { policyShow } from './policy-show.ts'
import { replay } from './replay.ts'
import { resume } from './resume.ts'
import { run } from './run.ts'
import { setup } from './setup.ts'

const ofThePerson = [criterionConfirm, criterionWaive, init, pause, policyAccept, policyDiff, policyForget, policyShow, resume, setup]

/** The commands of this machine; all others are operations. */
export const commands = [check, explain, hook, replay, run, ...ofThePerson]
