import { z } from 'zod'
import { modes, profiles } from '../words.ts'
import { CriterionFile } from './criterion-schema.ts'
import type { Criterion, Policy } from './policy.ts'
import { Globs } from './policy-fields.ts'
import { policyPath } from './policy-path.ts'

/** The policy as it is written in its file. */
export const PolicyInput = z.strictObject({
  version: z.literal(1),
  mode: z.enum(modes).default('shadow').describe('off: nothing. shadow: only record. warn: tell the person. enforce: hold the agent.'),
  profile: z.enum(profiles).optional().describe('evidence if there are criteria, unless given.'),
  require_call: z.boolean().optional().describe('Whether a stop needs an approved should_continue; unless given, only for self-report.'),
  strict_reasons: z.boolean().default(false).describe('Whether error_cannot_proceed needs a failed attempt on each due criterion.'),
  max_blocks: z.int().min(1).max(7).default(3).describe('The most refused stops in a row.'),
  subagents: z.enum(['ignore', 'gate']).default('ignore'),
  gaps: z.enum(['allow', 'deny']).default('allow').describe('Whether an agent may report that it cannot meet a criterion.'),
  protected: Globs.default([]).describe('Files whose change is shown to the person; this one is always among them.'),
  protected_action: z.enum(['note', 'block']).default('note'),
  criteria: z.array(CriterionFile).max(20).superRefine(refuseTwins).default([]),
})

function refuseTwins<One extends { id: string }>(criteria: One[], { addIssue }: z.RefinementCtx<One[]>): void {
  const ids = criteria.map(({ id }) => id)
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) < index) addIssue({ code: 'custom', path: [index, 'id'], message: `is the id of criteria[${ids.indexOf(id)}] too` })
}

/** Fills in the defaults that depend on what else is written. */
export const PolicyFile = PolicyInput.transform((written): Policy => {
  const profile = written.profile ?? (written.criteria.length > 0 ? 'evidence' : 'self-report')
  return {
    ...written,
    profile,
    require_call: written.require_call ?? profile === 'self-report',
    protected: [...new Set([policyPath, ...written.protected])],
    criteria: written.criteria.map((criterion): Criterion => ({ ...criterion, title: criterion.title ?? criterion.id })),
  }
})
