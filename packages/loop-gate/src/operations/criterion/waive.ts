import { LoopError, operation, text, time } from 'loop-core'
import { z } from 'zod'
import { ownGated } from '../../person/own-place.ts'
import { protectedFiles, scopeNow } from '../../person/scope.ts'
import { speak } from '../../person/speak.ts'
import { criterionUnknown } from '../../refusals.ts'
import { Waiver, waiverOf } from '../../waiver.ts'

const hourMs = 60 * 60_000
const mostHours = 7 * 24

export const waiveCriterion = operation({
  name: 'waive_criterion',
  title: 'Waive a criterion',
  summary: 'For a person: let a criterion be, for exactly the files as they are now, or until a time within a week.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/gate/criteria/:id/waive'],
  tool: false,
  input: z.object({
    id: text(40).describe('The criterion, or protected for the protected files'),
    reason: text(500, 10).describe('Why, for whoever reads it later'),
    hours: z.int().min(1).max(mostHours).optional().describe('For so many hours; unless given, for exactly these files'),
    until: time().optional().describe('Until then, in place of hours'),
  }),
  output: Waiver,
  async run({ id, reason, hours, until }, context) {
    const { gate, gated, workspace } = await ownGated(context)
    const known = [...gated.accepted.policy.criteria.map((criterion) => criterion.id), protectedFiles]
    if (!known.includes(id)) throw criterionUnknown(known)
    const end = endOf({ hours, until }, gate.now())
    const scope_digest = end === null ? await scopeNow(gate, gated, id) : null
    return waiverOf(await speak({ gate, workspace }, { criterion_id: id, kind: 'waived', scope_digest, until: end, reason }))
  },
})

/** Null where it holds for files and not for a time. */
function endOf({ hours, until }: { hours: number | undefined; until: string | undefined }, now: Date): string | null {
  if (until === undefined) return hours === undefined ? null : new Date(now.getTime() + hours * hourMs).toISOString()
  const end = Date.parse(until)
  if (hours !== undefined) throw new LoopError('invalid_input', 'Give hours or until, not both.')
  if (!(end > now.getTime() && end <= now.getTime() + mostHours * hourMs))
    throw new LoopError('invalid_input', 'until: must be a time within the next seven days.')
  return new Date(end).toISOString()
}
