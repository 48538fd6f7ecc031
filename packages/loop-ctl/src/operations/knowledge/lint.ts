import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { lint } from '../../knowledge/lint.ts'
import { requireProject } from '../../references.ts'
import { LintFindings, LintSummary } from '../../views/lint.ts'
import { slimLint } from '../../views/slim.ts'
import { wholeNumber } from '../../whole-number.ts'

const most = { stale_days: 36_500, min_coverage: 10_000, max_per_category: 500 } as const

export const knowledgeLint = operation({
  name: 'knowledge_lint',
  title: 'Lint knowledge',
  summary: 'What is wrong with the published articles: stale, without links, contradictory, too few, or their source gone.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge lint',
  rest: ['GET /api/v1/knowledge/lint', 'GET /api/v1/projects/:project_id/knowledge/lint'],
  input: z.object({
    project_id: field.projectId.optional(),
    stale_days: wholeNumber(1, most.stale_days),
    min_coverage: wholeNumber(1, most.min_coverage),
    max_per_category: wholeNumber(1, most.max_per_category),
  }),
  output: z.object({ data: LintFindings, summary: LintSummary }),
  advertised: slimLint,
  async run({ project_id, ...input }, context) {
    const project = project_id === undefined ? undefined : await requireProject(context.db, project_id)
    return lint(context, {
      projectId: project?.id,
      staleDays: read(input, 'stale_days', 90),
      minCoverage: read(input, 'min_coverage', 3),
      most: read(input, 'max_per_category', 50),
    })
  },
})

/** The number that was given, at most as large as it may be. Throws `invalid_input invalid_parameter` for anything else, with the status of the reference. */
function read<Name extends keyof typeof most>(input: { [Key in Name]?: unknown }, name: Name, unless: number): number {
  const given = input[name] ?? unless
  const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given
  if (Number.isInteger(value) && (value as number) > 0) return Math.min(value as number, most[name])
  throw new LoopError('invalid_input', `The '${name}' parameter must be a positive whole number`, {
    code: 'invalid_parameter',
    status: 400,
    hints: [`Send ${name} as a number from 1 to ${most[name]}, or leave it out for ${unless}.`],
  })
}
