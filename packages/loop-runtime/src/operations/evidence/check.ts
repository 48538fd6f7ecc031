import { operation } from 'loop-core'
import { z } from 'zod'
import { checkEvidence as check } from '../../host/check-evidence.ts'
import { runId, workspace } from '../../host/fields.ts'
import { findings, verdicts } from '../../words.ts'

const Line = z.object({
  id: z.string(),
  verdict: z.enum(verdicts),
  required: z.boolean(),
  feedback: z.string(),
  receipt_id: z.string().optional(),
  at: z.string().optional(),
  stale_because: z.looseObject({ reason: z.string(), paths: z.array(z.string()) }).optional(),
})

export const checkEvidence = operation({
  name: 'check_evidence',
  title: 'Check the evidence',
  summary: 'What is proved for the present files. Ask before you claim anything.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['GET /api/v1/runtime/evidence'],
  toolsets: ['repository', 'standard'],
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({ workspace, run_id: runId.optional() }),
  output: z.object({
    digest: z.string().nullable(),
    criteria: z.array(Line),
    findings: z.array(z.enum(findings)),
    can_finish: z.boolean(),
  }),
  advertised: z.object({ can_finish: z.boolean() }),
  run: (asked, context) => check(context, asked),
})
