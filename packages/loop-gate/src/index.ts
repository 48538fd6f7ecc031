import { defineModule } from 'loop-core'
import { commands } from './commands/index.ts'
import { completions } from './completions.ts'
import { GateConfig } from './config.ts'
import { doctorPoints } from './doctor/points.ts'
import { evidence } from './evidence/evidence.ts'
import { prune } from './jobs/prune.ts'
import { migrations } from './migrations/index.ts'
import { operations } from './operations/index.ts'
import { finishHonestly } from './prompts/finish-honestly.ts'
import { loopControl } from './prompts/loop-control.ts'
import { oneDecision } from './resources/decision.ts'
import { guide } from './resources/guide.ts'
import { acceptedPolicy } from './resources/policy.ts'
import { oneReceipt } from './resources/receipt.ts'
import { status } from './resources/status.ts'
import { systemPrompt } from './resources/system-prompt.ts'

/** May the agent stop? Mount it in a server of your own, or run it with the command `loop-gate`. */
export const loopGate = defineModule({
  name: 'gate',
  title: 'Loop gate',
  instructions:
    'Call should_continue before ending any response. Approved: stop. Not approved: work on the issues it lists, then call again. Prove with run_checks what you did; if no proof is possible, file_gap; if you need the person, give waiting_for_user as stopping_reason.',
  operations,
  resources: [guide, systemPrompt, acceptedPolicy, status, oneDecision, oneReceipt],
  prompts: [loopControl, finishHonestly],
  completions,
  migrations,
  jobs: { prune },
  evidence,
  config: GateConfig,
  commands,
  doctor: doctorPoints,
})
