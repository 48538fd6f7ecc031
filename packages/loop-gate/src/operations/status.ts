import { operation } from 'loop-core'
import { z } from 'zod'
import { GateStatus } from '../views/status.ts'
import { statusHere } from '../views/status-here.ts'

export const getGateStatus = operation({
  name: 'get_gate_status',
  title: 'Gate status',
  summary: 'What a stop would be judged by now: each check of the accepted policy with its verdict and next step. Runs nothing.',
  // Looking at the files starts git, which no transaction should wait for.
  kind: 'effect',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['GET /api/v1/gate/status'],
  command: 'status',
  toolsets: ['core', 'standard'],
  input: z.object({}),
  output: GateStatus,
  advertised: z.object({ criteria: z.array(z.looseObject({})) }),
  run: (_, context) => statusHere(context),
})
